import { describe, expect, test } from "vitest";
import { ChangedAccount, NewAccount } from "@/lib/http/v1/account-body";
import { NoteForm } from "./fill-context";
import { NewAccountForm, RenameForm } from "./frame";
import { KeyTerms, PasskeyName } from "./step-up";

const id = "018f5e2e-0000-7000-8000-000000000001";
const TERMS = { startingCash: "1", kind: "cash", profile: "strict" };
const KEY = { scopes: ["read"], expiresInDays: null, allowedIps: [] };
const subject = { kind: "fill", id };

/** Every place where somebody names something, and whether it takes a name. */
const TAKES: { readonly [where: string]: (name: string) => boolean } = {
  "a form": (name) => NewAccountForm.safeParse({ name, ...TERMS }).success,
  "the form of another name": (name) => RenameForm.safeParse({ id, name }).success,
  "POST /v1/accounts": (name) => NewAccount.safeParse({ name }).success,
  "PATCH /v1/accounts": (name) => ChangedAccount.safeParse({ name }).success,
  "a passkey": (name) => PasskeyName.safeParse(name).success,
  "an API key": (name) => KeyTerms.safeParse({ name, ...KEY }).success,
};

describe.each(Object.entries(TAKES))("the name in %s", (_, takes) => {
  test.each(["Paper 1", "日本株", "Pat's 🐢", "👩‍🌾", "a", "x".repeat(60), "  spaces around  "])(
    "may be %j",
    (name) => {
      expect(takes(name)).toBe(true);
    },
  );

  test.each([
    ...["", "   ", "x".repeat(61), "a\u0000b", "a\u001bb", "a\nb", "a\tb", "a\u007fb", "a\u0085b"],
    ...["a\ud800b", "a\udc00"],
    // Nothing that is drawn: a space of no width, a joiner, a filler of Hangul, an accent on nothing.
    ...["\u200b", "\u200d\u200d", "\u3164", "\u0301"],
    // Turns around what is written after it.
    ...["a\u202eb", "\u2066a", "a\u200fb"],
  ])("may not be %j", (name) => {
    expect(takes(name)).toBe(false);
  });
});

test("a note has lines, and nothing that is not seen", () => {
  const takes = (text: string) => NoteForm.safeParse({ subject, text, tags: [] }).success;
  expect(["", "one\ntwo\r\n\tthree"].map(takes)).toEqual([true, true]);
  expect(["a\u0000b", "a\u001b[31mb", "a\ud800b", "x".repeat(2_001)].map(takes)).toEqual([
    ...[false, false, false, false],
  ]);
});

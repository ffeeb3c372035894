/** Notes and reports on a real database: whose they are, what they may be about, and how they end. */
import { expect, test } from "vitest";
import type { Caller, Deps } from "@/lib/server/deps";
import { NoteForm } from "@/lib/wire/raxx/fill-context";
import { loadDesk } from "../desk/load-desk";
import { loadFillExtras, reportFill } from "../fills/fill-extras";
import { createDoorWorld, type OpenedAccount, order, submit } from "../testing/door-world";
import { simpleDraft } from "../testing/drafts";
import { listNotes, positionNote, saveNote } from "./notes";

const world = await createDoorWorld();
const door = world.newDoor();
const deps = {
  ...{ webPool: world.pool("raxx_web"), clock: { nowMs: () => Date.now() }, door },
  ...{ market: world.market, marketClock: { market: "sim" } },
  redis: { zadd: async () => 0, publish: async () => 0 },
} as unknown as Deps;
world.market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });

const callerOf = (account: OpenedAccount): Caller => ({ ...account, tier: "pro" });

async function trader() {
  const account = await world.openAccount(door);
  const draft = simpleDraft("AAPL");
  await submit(door, account, draft);
  await order(door, account, "match_order", draft.id);
  const caller = callerOf(account);
  const { fills } = await loadDesk(deps, caller);
  return { caller, fillId: fills[0]?.id ?? "" };
}

const position = { kind: "position", symbol: "AAPL" } as const;

test("a note on a position is one on its campaign; it changes in place and ends when emptied", async () => {
  const { caller } = await trader();
  await saveNote(deps, caller, { subject: position, text: "first", tags: ["income", "income"] });
  const [[subject, note] = []] = [...(await listNotes(deps, caller))];
  expect(subject).toMatch(/^campaign 1\.\d+\.AAPL$/);
  expect(note).toEqual({ text: "first", tags: ["income"] });
  const campaign = { kind: "campaign", id: subject?.slice("campaign ".length) ?? "" } as const;
  await saveNote(deps, caller, { subject: campaign, text: "second", tags: [] });
  expect([...(await listNotes(deps, caller)).values()]).toEqual([{ text: "second", tags: [] }]);
  await saveNote(deps, caller, { subject: campaign, text: "", tags: [] });
  expect((await listNotes(deps, caller)).size).toBe(0);
});

test("a fill has its note and its report, for its owner and nobody else", async () => {
  const [{ caller, fillId }, stranger] = [await trader(), await trader()];
  await saveNote(deps, caller, { subject: { kind: "fill", id: fillId }, text: "odd", tags: [] });
  await reportFill(deps, caller, { fillId, text: "above the ask" });
  expect(await loadFillExtras(deps, caller, fillId)).toEqual({
    around: null,
    note: { text: "odd", tags: [] },
    reported: "above the ask",
  });
  await expect(reportFill(deps, caller, { fillId, text: "again" })).rejects.toThrow(
    "You have reported this fill already.",
  );
  const theirs = stranger.caller;
  await expect(loadFillExtras(deps, theirs, fillId)).rejects.toThrow("There is no such fill.");
  await expect(reportFill(deps, theirs, { fillId, text: "mine now" })).rejects.toThrow(
    "There is no such fill.",
  );
  const subject = { kind: "fill", id: fillId } as const;
  await expect(saveNote(deps, theirs, { subject, text: "x", tags: [] })).rejects.toThrow(
    "There is no such fill any more",
  );
});

test("what was kept of the seconds around it is shown from the fill on", async () => {
  const { caller, fillId } = await trader();
  const { rows } = await world.admin.query<{ version: string; at: Date }>(
    "SELECT version, at FROM mbt_fills WHERE account_id = $1",
    [caller.accountId],
  );
  const atMs = rows[0]?.at.getTime() ?? 0;
  const quotes = JSON.stringify({ AAPL: [[atMs - 2_300, 99_990_000, 4, 100_010_000, 7]] });
  await world
    .pool("raxx_worker")
    .query("SELECT store_fill_contexts($1)", [
      JSON.stringify([{ account_id: caller.accountId, version: rows[0]?.version, quotes }]),
    ]);
  expect((await loadFillExtras(deps, caller, fillId)).around).toEqual([
    {
      ...{ symbol: "AAPL", name: "AAPL" },
      quotes: [
        {
          ...{ atMs: atMs - 2_300, offsetMs: -2_300, bid: "99.99", bidSize: "4" },
          ...{ ask: "100.01", askSize: "7" },
        },
      ],
    },
  ]);
});

test.each([
  [{ subject: { kind: "campaign", id: "9.9.X" } }, "There is no such campaign any more"],
  [{ subject: { kind: "position", symbol: "TSLA" } }, "There is no such position any more"],
])("%o is refused and stores nothing", async ({ subject }, sentence) => {
  const { caller } = await trader();
  const form = NoteForm.parse({ subject, text: "x", tags: [] });
  await expect(saveNote(deps, caller, form)).rejects.toThrow(sentence);
  expect((await listNotes(deps, caller)).size).toBe(0);
});

test.each([["a,b"], ["<b>"], ["x".repeat(25)], [" "], ["-x"]])("%s is no tag", (tag) => {
  expect(NoteForm.safeParse({ subject: position, text: "", tags: [tag] }).success).toBe(false);
});

test("the note of a position is read where the position is looked at", async () => {
  const [{ caller }, stranger] = [await trader(), await trader()];
  expect(await positionNote(deps, caller, "AAPL")).toEqual({ note: null });
  await saveNote(deps, caller, { subject: position, text: "keep", tags: ["income"] });
  expect(await positionNote(deps, caller, "AAPL")).toEqual({
    note: { text: "keep", tags: ["income"] },
  });
  expect(await positionNote(deps, stranger.caller, "AAPL")).toEqual({ note: null });
  await expect(positionNote(deps, caller, "MSFT")).rejects.toThrow(
    "There is no such position any more; load the page again.",
  );
});

import { expect, test } from "vitest";
import { emptyAccount } from "@/lib/engine/account/account-state";
import type { AccountEvent } from "@/lib/engine/event/event";
import { nanos } from "@/lib/engine/money";
import { instrument } from "@/lib/wire/testing/account";
import { newsOf } from "./desk-news";

const series = instrument("AAPL261218C00200000");
const base = { atMs: 0, rules: 1, series, qtyNanos: nanos(2_000_000_000n) };

test.each([
  ["option_exercised", "Exercised: 2 × AAPL 18 Dec 26 200 call"],
  ["option_assigned", "Assigned: 2 × AAPL 18 Dec 26 200 call"],
  ["option_expired", "Expired: 2 × AAPL 18 Dec 26 200 call"],
])("%s is news, with the id a client resumes from", (type, text) => {
  const before = emptyAccount("a");
  const after = { ...before, version: 7 };
  // Only what the sentence reads: the rest of such an event has tests of its own.
  const event = { ...base, type } as unknown as AccountEvent;
  expect(newsOf({ before, event, after, eventMs: 0 })).toEqual({
    kind: type,
    text,
    orderId: null,
    fillId: null,
    eventId: "0000000000" + "00000000000007ZZ",
  });
});

/**
 * Orders stored before there were other types, groups and replacements: their events, letter by
 * letter as the first version wrote them, still replay and still trade.
 */
import { expect, test } from "vitest";
import { replay } from "../account/replay";
import { canonicalize, parseCanonical } from "../canonical";
import type { AccountEvent } from "../event/event";
import { IN_SESSION_MS, quote, run } from "../testing/builders";
import { marketOf } from "../testing/market";

const STORED = [
  '{"atMs":1795186800000,"epoch":1,"kind":"margin","market":"sim","policy":"regt","profile":"standard","rules":1,"startingCashMicros":"100000000000","type":"account_opened"}',
  '{"atMs":1795186800000,"order":{"arrivalQuotes":[],"clientOrderId":"c1","closeReason":null,"closedAtMs":null,"expiresAtMs":1795208400000,"filledNanos":"0","fills":0,"id":"o1","legs":[{"clientOrderId":"c1","filledNanos":"0","filledValueMicros":"0","id":"o1","instrument":{"kind":"equity","marginable":true,"symbol":"AAPL"},"intent":"buy_to_open","ratio":1,"side":"buy"}],"orderClass":"simple","qtyNanos":"10000000000","reservedMicros":"50000000","rested":false,"status":"new","submittedAtMs":1795186800000,"terms":{"limitMicros":"10000000","type":"limit"},"timeInForce":"day","updatedAtMs":1795186800000},"rules":1,"type":"order_accepted"}',
  '{"atMs":1795186801000,"orderId":"o1","rules":1,"type":"order_rested"}',
];

test("they replay, keep their bytes, and fill as resting orders do", () => {
  const events = STORED.map((text) => parseCanonical<AccountEvent>(text));
  expect(events.map(canonicalize)).toEqual(STORED);

  const state = replay("old", events);
  const market = marketOf([quote({ bid: "9.97", ask: "9.99" })], { nowMs: IN_SESSION_MS + 5_000 });
  const match = { type: "match_order", orderId: "o1", trigger: "quote" } as const;
  const { events: filled, state: after } = run(state, match, market);

  // 10 x 10.00: the limit, since it rested.
  expect(filled).toMatchObject([{ type: "order_filled", ruleId: "limit_resting" }]);
  expect(after.cashMicros).toBe(99_900_000_000n);
});

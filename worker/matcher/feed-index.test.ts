/** Where an order hangs, and that it hangs in one place only. */
import { expect, test } from "vitest";
import { FeedIndex } from "./feed-index";
import type { IndexedOrder } from "./order-columns";
import type { Waits } from "./waits";

function order(n: number, more: { waits?: Waits; expiresAtMs?: number; reads?: true } = {}) {
  const orderId = `${String(n).padStart(8, "0")}-0000-7000-8000-000000000000`;
  return {
    ...{ orderId, accountId: "a", orderClass: "simple", limitMicros: 100 },
    expiresAtMs: more.expiresAtMs ?? null,
    legs: [{ symbol: "A", side: "buy", ratio: 1 }],
    ...(more.waits !== undefined && { waits: more.waits }),
    ...(more.reads !== undefined && { readsPrints: true }),
  } as const satisfies IndexedOrder;
}

function asked(work: (triggered: IndexedOrder[]) => void): readonly string[] {
  const triggered: IndexedOrder[] = [];
  work(triggered);
  return triggered.map(({ orderId }) => orderId);
}

test("an order that waits for its session hears no quote, is woken once, and then fills on quotes", () => {
  const index = new FeedIndex();
  const waiting = order(1, { waits: { kind: "time", atMs: 1_000 } });
  index.add(waiting);
  expect(asked((t) => index.quote("A", 98, 99, t))).toEqual([]);
  expect(asked((t) => index.due(999, t))).toEqual([]);
  expect(asked((t) => index.due(1_000, t))).toEqual([waiting.orderId]);
  expect(asked((t) => index.due(2_000, t))).toEqual([]);

  index.settle(order(1));
  expect(asked((t) => index.quote("A", 98, 99, t))).toEqual([waiting.orderId]);
  expect(index.size).toBe(1);
});

test("an official print wakes the auction orders of its symbol; an exit waits for its entry alone", () => {
  const index = new FeedIndex();
  const opg = order(1, { waits: { kind: "auction", atMs: 5_000 } });
  index.add(opg);
  index.add(order(2, { waits: { kind: "entry" } }));
  expect(asked((t) => index.auction("B", t))).toEqual([]);
  expect(asked((t) => index.auction("A", t))).toEqual([opg.orderId]);
  expect(asked((t) => index.due(Number.MAX_SAFE_INTEGER, t))).toEqual([]);
  index.arm(opg.orderId);
  expect(asked((t) => index.due(5_000, t))).toEqual([opg.orderId]);
});

test("a print asks those who read prints once until they were decided, and tells what came meanwhile", () => {
  const index = new FeedIndex();
  const reader = order(1, { reads: true });
  index.add(reader);
  expect(asked((t) => index.print("A", 101, t))).toEqual([]);
  expect(asked((t) => index.print("A", 100, t))).toEqual([reader.orderId]);
  expect(asked((t) => index.print("A", 100, t))).toEqual([]);
  expect(index.settle(reader)).toBe(true);
  expect(index.settle(reader)).toBe(false);
});

test("a stop by prints hears no quote, and one by quotes no print or one-sided quote", () => {
  const index = new FeedIndex();
  const byPrint = order(1, { waits: { kind: "stop", by: "print", stopMicros: 110 } });
  index.add(byPrint);
  expect(asked((t) => index.quote("A", 110, 111, t))).toEqual([]);
  expect(asked((t) => index.print("A", 110, t))).toEqual([byPrint.orderId]);
  index.remove(byPrint.orderId);

  const other = new FeedIndex();
  const byQuote = order(2, { waits: { kind: "stop", by: "quote", stopMicros: 110 } });
  other.add(byQuote);
  expect(asked((t) => other.print("A", 120, t))).toEqual([]);
  expect(asked((t) => other.quote("A", 0, 120, t))).toEqual([]);
  expect(asked((t) => other.quote("A", 109, 110, t))).toEqual([byQuote.orderId]);
});

test("what has ended while it was decided stays gone, and what runs out is given once", () => {
  const index = new FeedIndex();
  const dormant = order(1, { waits: { kind: "entry" }, expiresAtMs: 1_000 });
  const limit = order(2, { expiresAtMs: 1_000 });
  index.add(dormant);
  index.add(limit);
  expect(index.expired(999)).toEqual([]);
  expect(index.expired(1_000)).toHaveLength(2);
  expect(index.expired(1_001)).toEqual([]);
  expect(index.overdue(1_001)).toHaveLength(2);
  index.remove(dormant.orderId);
  index.settle(order(1));
  expect(index.has(dormant.orderId)).toBe(false);
  expect(index.size).toBe(1);
});

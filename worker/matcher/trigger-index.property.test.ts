import fc from "fast-check";
import { expect, test } from "vitest";
import type { IndexedOrder } from "./order-columns";
import { TriggerIndex } from "./trigger-index";

const SYMBOLS = ["A", "B", "C"];
const aPrice = fc.integer({ min: 1, max: 30 });
const aSymbol = fc.constantFrom(...SYMBOLS);
const aSide = fc.constantFrom("buy" as const, "sell" as const);
const aLimit = fc.option(aPrice, { freq: 8 });

const simple = fc.record({ symbol: aSymbol, side: aSide, limit: aLimit }).map(
  ({ symbol, side, limit }): Omit<IndexedOrder, "orderId"> => ({
    accountId: "a",
    orderClass: "simple",
    limitMicros: limit,
    expiresAtMs: null,
    legs: [{ symbol, side, ratio: 1 }],
  }),
);
const combo = fc
  .record({
    sides: fc.tuple(aSide, aSide),
    ratio: fc.integer({ min: 1, max: 2 }),
    limit: fc.integer({ min: -20, max: 40 }),
  })
  .map(
    ({ sides, ratio, limit }): Omit<IndexedOrder, "orderId"> => ({
      accountId: "a",
      orderClass: "mleg",
      limitMicros: limit,
      expiresAtMs: null,
      legs: [
        { symbol: "A", side: sides[0], ratio: 1 },
        { symbol: "B", side: sides[1], ratio },
      ],
    }),
  );

/** Ids that share their low digits, so that they meet in the table. */
function orderId(n: number): string {
  return `${String(n).padStart(8, "0")}-0000-7000-8000-000000000000`;
}

type Step =
  | { readonly kind: "add"; readonly order: Omit<IndexedOrder, "orderId"> }
  | { readonly kind: "remove" | "arm"; readonly pick: number }
  | {
      readonly kind: "quote";
      readonly symbol: string;
      readonly bid: number;
      readonly width: number;
    };

const aStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), order: fc.oneof(simple, combo) }),
  fc.record({ kind: fc.constantFrom("remove" as const, "arm" as const), pick: fc.nat(50) }),
  fc.record({
    kind: fc.constant("quote" as const),
    symbol: aSymbol,
    bid: fc.nat(30),
    width: fc.integer({ min: 0, max: 3 }),
  }),
);

/** What the index must do, the slow way: look at every armed order on every quote. */
class NaiveIndex {
  private readonly orders = new Map<string, { order: IndexedOrder; armed: boolean }>();
  private readonly quotes = new Map<string, { bid: number; ask: number }>();

  add(order: IndexedOrder): void {
    this.orders.set(order.orderId, { order, armed: true });
  }

  remove(orderId: string): void {
    this.orders.delete(orderId);
  }

  arm(orderId: string): void {
    const entry = this.orders.get(orderId);
    if (entry !== undefined) entry.armed = true;
  }

  quote(symbol: string, bid: number, ask: number): string[] {
    this.quotes.set(symbol, { bid, ask });
    const triggered: string[] = [];
    for (const [id, entry] of this.orders) {
      const concerned = entry.order.legs.some((leg) => leg.symbol === symbol);
      if (!entry.armed || !concerned || !this.reaches(entry.order)) continue;
      entry.armed = false;
      triggered.push(id);
    }
    return triggered.sort();
  }

  private reaches({ orderClass, limitMicros, legs }: IndexedOrder): boolean {
    const prices = legs.map(({ symbol, side }) => {
      const quote = this.quotes.get(symbol);
      return (side === "buy" ? quote?.ask : quote?.bid) ?? 0;
    });
    if (prices.some((price) => price <= 0)) return false;
    if (limitMicros === null) return true;
    const [first] = legs;
    if (orderClass === "simple") {
      const price = prices[0] ?? 0;
      return first?.side === "buy" ? price <= limitMicros : price >= limitMicros;
    }
    const net = legs.reduce((sum, leg, index) => {
      const value = (prices[index] ?? 0) * leg.ratio;
      return sum + (leg.side === "buy" ? value : -value);
    }, 0);
    return net <= limitMicros;
  }
}

/** Both indexes side by side, told the same things. */
class Twins {
  readonly index = new TriggerIndex();
  private readonly naive = new NaiveIndex();
  private readonly ids: string[] = [];

  apply(step: Step): void {
    if (step.kind === "add") this.add(step.order);
    else if (step.kind === "quote") this.quote(step.symbol, step.bid, step.width);
    else this.change(step.kind, step.pick);
  }

  private add(terms: Omit<IndexedOrder, "orderId">): void {
    const order = { ...terms, orderId: orderId(this.ids.length) };
    this.ids.push(order.orderId);
    this.index.add(order);
    this.naive.add(order);
  }

  private change(kind: "arm" | "remove", pick: number): void {
    const id = this.ids[pick % Math.max(this.ids.length, 1)];
    if (id === undefined) return;
    this.index[kind](id);
    this.naive[kind](id);
  }

  private quote(symbol: string, bid: number, width: number): void {
    const ask = bid === 0 ? 5 : bid + width;
    const triggered: IndexedOrder[] = [];
    this.index.quote(this.index.idOf(symbol), bid, ask, triggered);
    const found = triggered.map((order) => order.orderId).sort();
    expect(found).toEqual(this.naive.quote(symbol, bid, ask));
  }
}

test("the index triggers exactly what a look at every order would, whatever is added, armed or removed", () => {
  fc.assert(
    fc.property(fc.array(aStep, { maxLength: 120 }), (steps) => {
      const twins = new Twins();
      for (const step of steps) twins.apply(step);
      expect(twins.index.size).toBe(twins.index.ofAccount("a").length);
    }),
    { numRuns: 500 },
  );
});

test("an expired order is given once, and only after its time", () => {
  const index = new TriggerIndex();
  const order = (id: string, expiresAtMs: number): IndexedOrder => ({
    orderId: id,
    accountId: "a",
    orderClass: "simple",
    limitMicros: 10,
    expiresAtMs,
    legs: [{ symbol: "A", side: "buy", ratio: 1 }],
  });
  const [early, late] = [orderId(1), orderId(2)];
  index.add(order(late, 2_000));
  index.add(order(early, 1_000));
  expect(index.expired(999)).toEqual([]);
  expect(index.expired(1_000).map(({ orderId }) => orderId)).toEqual([early]);
  expect(index.expired(5_000).map(({ orderId }) => orderId)).toEqual([late]);
  expect(index.expired(9_000)).toEqual([]);
});

test("canceling many resting orders frees their slots", () => {
  const index = new TriggerIndex();
  for (let round = 0; round < 3; round += 1) {
    for (let n = 0; n < 3_000; n += 1) {
      index.add({
        orderId: orderId(3_000 * round + n),
        accountId: "a",
        orderClass: "simple",
        limitMicros: n,
        expiresAtMs: null,
        legs: [{ symbol: "A", side: "buy", ratio: 1 }],
      });
    }
    for (let n = 0; n < 3_000; n += 1) index.remove(orderId(3_000 * round + n));
  }
  expect(index.size).toBe(0);
  const triggered: IndexedOrder[] = [];
  index.quote(index.idOf("A"), 1, 1, triggered);
  expect(triggered).toEqual([]);
});

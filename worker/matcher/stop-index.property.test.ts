/** The stop index against a look at every stop on every print. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { micros } from "@/lib/engine/money";
import type { IndexedOrder } from "./order-columns";
import { StopIndex } from "./stop-index";

const aPrice = fc.integer({ min: 1, max: 30 });
const aSide = fc.constantFrom("buy" as const, "sell" as const);
const aWait = fc.oneof(
  aPrice.map((stopMicros) => ({ kind: "stop" as const, by: "print" as const, stopMicros })),
  fc
    .record({ trail: fc.integer({ min: 1, max: 5 }), best: fc.option(aPrice) })
    .map(({ trail, best }) => ({
      kind: "trail" as const,
      trail: { trailMicros: micros(BigInt(trail)) },
      bestMicros: best,
    })),
);
type Wait = typeof aWait extends fc.Arbitrary<infer W> ? W : never;

const aStep = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), side: aSide, wait: aWait }),
  fc.record({ kind: fc.constantFrom("remove" as const, "arm" as const), pick: fc.nat(40) }),
  fc.record({ kind: fc.constant("print" as const), price: aPrice }),
);

/** Alpaca's rule as it is written: stop = high-water mark − trail to sell, low-water mark + trail to buy. */
class Slow {
  best: number | null;
  armed = true;
  constructor(
    readonly side: "buy" | "sell",
    readonly wait: Wait,
  ) {
    this.best = wait.kind === "trail" ? wait.bestMicros : null;
  }

  print(price: number): boolean {
    const isBetter = this.side === "sell" ? price > (this.best ?? 0) : price < (this.best ?? 99);
    const stop = this.stop();
    const isHit = stop !== null && (this.side === "sell" ? price <= stop : price >= stop);
    if (this.wait.kind === "trail" && (this.best === null || isBetter)) this.best = price;
    if (!isHit || !this.armed) return false;
    this.armed = false;
    return true;
  }

  private stop(): number | null {
    if (this.wait.kind === "stop") return this.wait.stopMicros;
    if (this.best === null) return null;
    const trail = Number(this.wait.trail.trailMicros);
    return this.side === "sell" ? this.best - trail : this.best + trail;
  }
}

function orderOf(n: number, side: "buy" | "sell", waits: Wait): IndexedOrder {
  return {
    orderId: `order ${n}`,
    accountId: "a",
    orderClass: "simple",
    limitMicros: null,
    expiresAtMs: null,
    legs: [{ symbol: "A", side, ratio: 1 }],
    waits,
  };
}

/** Both side by side, told the same things. */
class Twins {
  readonly index = new StopIndex();
  readonly slow = new Map<string, Slow>();
  private added = 0;

  apply(step: Step): void {
    if (step.kind === "add") this.add(step.side, step.wait);
    else if (step.kind === "print") this.print(step.price);
    else this.change(step.kind, `order ${step.pick % Math.max(this.added, 1)}`);
  }

  private add(side: "buy" | "sell", wait: Wait): void {
    const order = orderOf(this.added, side, wait);
    this.added += 1;
    this.index.add(order);
    this.slow.set(order.orderId, new Slow(side, wait));
  }

  private change(kind: "arm" | "remove", id: string): void {
    this.index[kind](id);
    const stop = this.slow.get(id);
    if (kind === "remove") this.slow.delete(id);
    else if (stop !== undefined) stop.armed = true;
  }

  private print(price: number): void {
    const triggered: IndexedOrder[] = [];
    this.index.print("A", price, triggered);
    const hit = [...this.slow].filter(([, stop]) => stop.print(price)).map(([id]) => id);
    expect(triggered.map(({ orderId }) => orderId).sort()).toEqual(hit.sort());
  }
}

type Step = typeof aStep extends fc.Arbitrary<infer S> ? S : never;

test("prints set off exactly the stops they reach, whatever is added, armed or removed", () => {
  fc.assert(
    fc.property(fc.array(aStep, { maxLength: 150 }), (steps) => {
      const twins = new Twins();
      for (const step of steps) twins.apply(step);
      expect(twins.index.size).toBe(twins.slow.size);
    }),
    { numRuns: 400 },
  );
});

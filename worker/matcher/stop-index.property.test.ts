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

test("prints set off exactly the stops they reach, whatever is added, armed or removed", () => {
  fc.assert(
    fc.property(fc.array(aStep, { maxLength: 150 }), (steps) => {
      const index = new StopIndex();
      const slow = new Map<string, Slow>();
      let added = 0;
      for (const step of steps) {
        if (step.kind === "add") {
          const order = orderOf(added, step.side, step.wait);
          added += 1;
          index.add(order);
          slow.set(order.orderId, new Slow(step.side, step.wait));
        } else if (step.kind === "print") {
          const triggered: IndexedOrder[] = [];
          index.print("A", step.price, triggered);
          const expected = [...slow].filter(([, stop]) => stop.print(step.price));
          expect(triggered.map(({ orderId }) => orderId).sort()).toEqual(
            expected.map(([id]) => id).sort(),
          );
        } else {
          const id = `order ${step.pick % Math.max(added, 1)}`;
          index[step.kind](id);
          if (step.kind === "remove") slow.delete(id);
          else for (const stop of [slow.get(id)]) if (stop !== undefined) stop.armed = true;
        }
      }
      expect(index.size).toBe(slow.size);
    }),
    { numRuns: 400 },
  );
});

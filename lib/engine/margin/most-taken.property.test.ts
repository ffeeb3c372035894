/** What is kept of the working orders' demands is what asking each of them comes to, at any version and market. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AccountState } from "../account/account-state";
import type { MarketView } from "../market/quote";
import { exposedOrders } from "../order/group";
import { playMoves, someMoves } from "../testing/arbitraries";
import { IN_SESSION_MS, quote } from "../testing/builders";
import { marketOf } from "../testing/market";
import { someStockMoves } from "../testing/order-arbitraries";
import { effectOfWorking } from "./candidates";
import { mostTaken, mostTakenByWorking } from "./most-taken";

const DAY_MS = 86_400_000;
const MARKETS: readonly MarketView[] = [
  marketOf([], { nowMs: IN_SESSION_MS }),
  marketOf([quote({ symbol: "SPY", bid: "450", ask: "451" })], {
    nowMs: IN_SESSION_MS + 90 * DAY_MS,
  }),
];
const BASES = ["initial", "maintenance", "unlevered"] as const;

type Context = Parameters<typeof mostTakenByWorking>[0];

function oneByOne(context: Context): bigint {
  return exposedOrders(context.state).reduce(
    (sum, order) => sum + mostTaken(effectOfWorking(context, order), context.market),
    0n,
  );
}

function holds(state: AccountState): void {
  for (const market of MARKETS) {
    for (const basis of BASES) {
      const context = { state, market, basis };
      expect(mostTakenByWorking(context)).toBe(oneByOne(context));
    }
  }
}

test.each([
  { name: "options and stock", moves: someMoves },
  { name: "stock with its groups", moves: someStockMoves },
])("$name: the sum kept is the whole sum", ({ moves }) => {
  fc.assert(
    fc.property(moves, fc.constantFrom("none" as const, "regulatory" as const), (walk, fees) => {
      const states = playMoves(walk, "margin", "700000", fees).steps.map(({ after }) => after);
      for (const state of states) holds(state);
      // Versions that others follow already say the same as when they were the last.
      for (const state of [...states].reverse()) holds(state);
    }),
    { numRuns: 25 },
  );
});

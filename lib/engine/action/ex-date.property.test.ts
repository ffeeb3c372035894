/** The law of decisions 28, over random trading: nothing fills across an ex-date it does not know of. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { invariant } from "../assert";
import { addDays } from "../calendar/new-york";
import { formatDecimal } from "../decimal";
import type { OrderFilled } from "../event/event";
import { fact } from "../testing/action-text";
import {
  dollars,
  IN_SESSION_MS,
  limitOrder,
  marketOrder,
  openCommand,
  quantity,
  quote,
} from "../testing/builders";
import { movingMarket } from "../testing/market";
import { type Step, Trader } from "../testing/trader";
import type { ActionFact } from "./action-fact";
import { tradeDateOf } from "./trade-date";

type Move =
  | { readonly does: "quote"; readonly cents: number }
  | { readonly does: "order"; readonly side: "buy" | "sell"; readonly cents: number | null }
  | { readonly does: "wait"; readonly hours: number };

const cents = fc.integer({ min: 1_000, max: 20_000 });
const aMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 3, arbitrary: cents.map((price): Move => ({ does: "quote", cents: price })) },
  {
    weight: 3,
    arbitrary: fc
      .record({ side: fc.constantFrom("buy" as const, "sell" as const), price: fc.option(cents) })
      .map(({ side, price }): Move => ({ does: "order", side, cents: price })),
  },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 1, max: 30 }).map((hours): Move => ({ does: "wait", hours })),
  },
);

const KINDS = [
  ["forward_split", "2", "1"],
  ["forward_split", "3", "2"],
  ["reverse_split", "1", "4"],
  ["stock_dividend", "1", "20"],
] as const;

const someFacts: fc.Arbitrary<readonly ActionFact[]> = fc
  .array(fc.record({ kind: fc.constantFrom(...KINDS), day: fc.integer({ min: 1, max: 9 }) }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((items) =>
    items.map(({ kind: [kind, grown, whole], day }, index) =>
      fact(
        { id: `a${index}`, kind, symbol: "AAPL" },
        {
          exDate: addDays("2026-11-20", day),
          newNanos: quantity(grown),
          oldNanos: quantity(whole),
          fractionMicros: dollars("50"),
        },
      ),
    ),
  );

function walk(facts: readonly ActionFact[], moves: readonly Move[]): Trader {
  const market = movingMarket(IN_SESSION_MS);
  const trader = new Trader("walker");
  let nowMs = IN_SESSION_MS;
  trader.ask(openCommand("margin", dollars("100000")), market.view());
  for (const told of facts) market.announce(told);
  moves.forEach((move, index) => {
    nowMs += move.does === "wait" ? move.hours * 3_600_000 : 60_000;
    market.moveTo(nowMs);
    if (move.does === "quote") {
      const price = (of: number) => formatDecimal(BigInt(of), 2);
      market.show(quote({ bid: price(move.cents), ask: price(move.cents + 2), size: 500 }));
    }
    if (move.does === "order") {
      const options = { id: `order-${index}`, timeInForce: "gtc" } as const;
      const draft =
        move.cents === null
          ? marketOrder(move.side, "10", { id: options.id })
          : limitOrder(move.side, `10 @ ${formatDecimal(BigInt(move.cents), 2)}`, options);
      trader.submit(draft, market.view());
    } else trader.tick("AAPL", market.view());
  });
  return trader;
}

/** Checks every fill of a walk; how many there were. */
function checkFills(facts: readonly ActionFact[], { steps }: Trader): number {
  const known = new Set<string>();
  let fills = 0;
  for (const step of steps) {
    const { event } = step;
    if (event.type === "corporate_action_applied") known.add(event.action.id);
    if (event.type !== "order_filled") continue;
    fills += 1;
    const date = tradeDateOf(event.atMs);
    const went = facts.filter(({ exDate }) => exDate !== null && exDate <= date);
    for (const told of went) checkFill(told, { ...step, event }, known.has(told.id));
  }
  return fills;
}

function checkFill(
  { exDate }: ActionFact,
  { before, event }: Step & { readonly event: OrderFilled },
  isKnown: boolean,
): void {
  const ex = exDate ?? "";
  const sent = tradeDateOf(before.orders.get(event.orderId)?.submittedAtMs ?? 0);
  if (sent < ex) invariant(isKnown, "the order knows of it");
  if (!isKnown || !before.positions.has("AAPL")) return;
  const quoted = event.legs.every((leg) => tradeDateOf(leg.quote.atMs) >= ex);
  invariant(quoted, "and so does its quote");
}

test("an order from before an ex-date fills after it only with the action applied, at a quote that knows of it", () => {
  let fills = 0;
  fc.assert(
    fc.property(someFacts, fc.array(aMove, { minLength: 20, maxLength: 60 }), (facts, moves) => {
      fills += checkFills(facts, walk(facts, moves));
    }),
    { numRuns: 40 },
  );
  expect(fills).toBeGreaterThan(20);
});

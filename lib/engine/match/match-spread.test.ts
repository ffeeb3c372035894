/** Multi-leg orders: one instant, buys at the ask, sells at the bid, all legs in ratio or none. */
import { expect, test } from "vitest";
import { formatPrice, formatQuantity } from "../decimal";
import type { Quote } from "../market/quote";
import { account, quote, spreadOrder, submitted } from "../testing/builders";
import { marketOf } from "../testing/market";
import { matchOrder } from "./match-order";

const SHORT = { symbol: "SPY-600P", bid: "2.10", ask: "2.20", size: 20 };
const LONG = { symbol: "SPY-595P", bid: "0.90", ask: "1.00", size: 20 };
const SPREAD = "-SPY-600P +SPY-595P";

function outcome(text: string, legs: string, quotes: readonly Quote[], halted: string[] = []) {
  const { state, order } = submitted(account(), spreadOrder(text, legs), marketOf(quotes));
  const match = matchOrder(state, order, marketOf(quotes, { halted }));
  if (match.kind === "wait") {
    const { reason } = match;
    return `${reason.code}${"symbol" in reason ? ` ${reason.symbol}` : ""}`;
  }
  const { qtyNanos, priceMicros } = match.fill;
  const filled = match.fill.legs.map(
    (leg) => `${formatQuantity(leg.qtyNanos)} @ ${formatPrice(leg.priceMicros)}`,
  );
  return `${formatQuantity(qtyNanos)} @ ${formatPrice(priceMicros)}: ${filled.join(", ")}`;
}

test.each([
  // The natural credit is 2.10 - 1.00 = 1.10; the mirror pays 2.20 - 0.90 = 1.30.
  { name: "a credit at the natural", text: "3 @ -1.10", is: "3 @ -1.10: 3 @ 2.10, 3 @ 1.00" },
  {
    name: "a lower credit asked gets the quotes",
    text: "3 @ -0.50",
    is: "3 @ -1.10: 3 @ 2.10, 3 @ 1.00",
  },
  { name: "a cent more waits", text: "3 @ -1.11", is: "limit_not_reached" },
  { name: "at the market", text: "3", is: "3 @ -1.10: 3 @ 2.10, 3 @ 1.00" },
  {
    name: "a debit at the natural",
    text: "1 @ 1.30",
    legs: "+SPY-600P -SPY-595P",
    is: "1 @ 1.30: 1 @ 2.20, 1 @ 0.90",
  },
  {
    name: "a cent less waits",
    text: "1 @ 1.29",
    legs: "+SPY-600P -SPY-595P",
    is: "limit_not_reached",
  },
  // 2 x 1.00 - 2.10 = -0.10; the 20 shown of the second leg make 10 units of two.
  {
    name: "size by ratio",
    text: "15",
    legs: "-SPY-600P +2*SPY-595P",
    is: "10 @ -0.10: 10 @ 2.10, 20 @ 1.00",
  },
  {
    name: "the thinnest leg counts",
    text: "15",
    long: { size: 4 },
    is: "4 @ -1.10: 4 @ 2.10, 4 @ 1.00",
  },
  {
    name: "whole units only",
    text: "15",
    legs: "-SPY-600P +2*SPY-595P",
    long: { size: 5 },
    is: "2 @ -0.10: 2 @ 2.10, 4 @ 1.00",
  },
  {
    name: "less than one unit is none, and the thin leg is named",
    text: "15",
    legs: "-SPY-600P +2*SPY-595P",
    long: { size: 1 },
    is: "size_below_unit SPY261218P00595000",
  },
  {
    name: "no bid for the leg to sell",
    text: "1",
    short: { bid: "0" },
    is: "one_sided SPY261218P00600000",
  },
  // A wing nobody bids for is still for sale: 2.10 - 0.05.
  {
    name: "no bid for the leg to buy",
    text: "1",
    long: { bid: "0", ask: "0.05" },
    is: "1 @ -2.05: 1 @ 2.10, 1 @ 0.05",
  },
  { name: "one leg crossed", text: "1", long: { bid: "1.01" }, is: "crossed SPY261218P00595000" },
  {
    name: "one leg halted",
    text: "1",
    halted: ["SPY261218P00595000"],
    is: "halted SPY261218P00595000",
  },
])("$name: $is", ({ text, legs = SPREAD, short = {}, long = {}, halted = [], is }) => {
  const quotes = [quote({ ...SHORT, ...short }), quote({ ...LONG, ...long })];

  expect(outcome(text, legs, quotes, halted)).toBe(is);
});

test("one leg without a quote holds all of them", () => {
  expect(outcome("1 @ -1", SPREAD, [quote(SHORT)])).toBe("no_quote SPY261218P00595000");
});

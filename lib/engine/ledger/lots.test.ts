import { expect, test } from "vitest";
import type { Position } from "../account/account-state";
import { formatDollars, formatQuantity } from "../decimal";
import { dollars, instrument, quantity } from "../testing/builders";
import type { Lot } from "./lot";
import { closedLots, lotsAfter } from "./lots";

/** "100, 1000" is a holding of 100 that cost 1,000 in total; its lots are written "100 for 1000 at 1". */
function holding(text: string): ReadonlyMap<string, Position> {
  if (text === "flat") return new Map();
  const [qty = "", cost = ""] = text.split(", ");
  const held = {
    instrument: instrument("AAPL"),
    qtyNanos: quantity(qty),
    costMicros: dollars(cost),
  };
  return new Map([["AAPL", { symbol: "AAPL", ...held }]]);
}

function lotsOf(text: string): ReadonlyMap<string, readonly Lot[]> {
  if (text === "none") return new Map();
  const lots = text.split(" + ").map((part) => {
    const [qty = "", , cost = "", , at = ""] = part.split(" ");
    return { qtyNanos: quantity(qty), costMicros: dollars(cost), openedAtMs: Number(at) };
  });
  return new Map([["AAPL", lots]]);
}

function textOf(lots: ReadonlyMap<string, readonly Lot[]>): string {
  const parts = (lots.get("AAPL") ?? []).map(
    ({ qtyNanos, costMicros, openedAtMs }) =>
      `${formatQuantity(qtyNanos)} for ${formatDollars(costMicros)} at ${openedAtMs}`,
  );
  return parts.length === 0 ? "none" : parts.join(" + ");
}

const TWO = "100 for 1000 at 1 + 50 for 650 at 2";
const SHORT = "-20 for -240 at 1";

test.each([
  { does: "opens", lots: "none", from: "flat", to: "100, 1000", gives: "100 for 1000 at 9" },
  {
    ...{ does: "adds", lots: "100 for 1000 at 1", from: "100, 1000", to: "150, 1650" },
    gives: "100 for 1000 at 1 + 50 for 650 at 9",
  },
  // Average cost releases 120 x 11 = 1,320; the lots give up the first 100 and 20 x 13 = 260.
  {
    does: "sells the oldest first",
    lots: TWO,
    from: "150, 1650",
    to: "30, 330",
    gives: "30 for 390 at 2",
  },
  // 30 of 100 that cost 1,000 cost 300.
  {
    ...{ does: "cuts a lot", lots: TWO, from: "150, 1650", to: "120, 1320" },
    gives: "70 for 700 at 1 + 50 for 650 at 2",
  },
  { does: "closes", lots: TWO, from: "150, 1650", to: "flat", gives: "none" },
  {
    does: "crosses zero",
    lots: TWO,
    from: "150, 1650",
    to: "-20, -240",
    gives: "-20 for -240 at 9",
  },
  {
    ...{ does: "adds to a short", lots: "-20 for -240 at 1", from: "-20, -240", to: "-30, -370" },
    gives: "-20 for -240 at 1 + -10 for -130 at 9",
  },
  {
    does: "covers part",
    lots: "-20 for -240 at 1",
    from: "-20, -240",
    to: "-15, -180",
    gives: "-15 for -180 at 1",
  },
  // 2:1: twice the shares for the same money, bought on the same days.
  {
    ...{ does: "splits", lots: TWO, from: "150, 1650", to: "300, 1650" },
    gives: "200 for 1000 at 1 + 100 for 650 at 2",
  },
  // A third of 100 and of 50: 33.333333333, and the rest of 50 on the youngest.
  {
    ...{ does: "splits without losing a fraction", lots: TWO, from: "150, 1650", to: "50, 1650" },
    gives: "33.333333333 for 1000 at 1 + 16.666666667 for 650 at 2",
  },
  // 150 of cost go to a spin-off, a dollar a share.
  {
    ...{ does: "gives cost away", lots: TWO, from: "150, 1650", to: "150, 1500" },
    gives: "100 for 900 at 1 + 50 for 600 at 2",
  },
  // A third of a dollar a share, rounded: 9.666667 twice, and the 9.666666 that is left of 29.
  {
    ...{ does: "gives cost away without losing a micro", from: "3, 30", to: "3, 29" },
    lots: "1 for 10 at 1 + 1 for 10 at 2 + 1 for 10 at 3",
    gives: "1 for 9.666667 at 1 + 1 for 9.666667 at 2 + 1 for 9.666666 at 3",
  },
  {
    ...{ does: "sells a whole lot", lots: TWO, from: "150, 1650", to: "50, 550" },
    gives: "50 for 650 at 2",
  },
  // A delisting freezes the mark: neither quantity nor cost changes.
  { does: "keeps", lots: TWO, from: "150, 1650", to: "150, 1650", gives: TWO },
  // Bought before lots were kept: what is bought from now on is known.
  {
    does: "adds to the unknown",
    lots: "none",
    from: "100, 1000",
    to: "150, 1650",
    gives: "50 for 650 at 9",
  },
  { does: "sells the unknown", lots: "none", from: "100, 1000", to: "50, 500", gives: "none" },
])("$does: $from to $to", ({ lots, from, to, gives }) => {
  const change = { before: holding(from), after: holding(to) };

  expect(textOf(lotsAfter(lotsOf(lots), { ...change, atMs: 9 }))).toBe(gives);
});

test.each([
  { from: "150, 1650", to: "30, 330", closes: "100 for 1000 at 1 + 20 for 260 at 2" },
  { from: "150, 1650", to: "-20, -240", closes: TWO },
  { from: "150, 1650", to: "flat", closes: TWO },
  { from: "150, 1650", to: "300, 1650", closes: "none" },
  { from: "150, 1650", to: "160, 1800", closes: "none" },
  { from: "150, 1650", to: "50, 550", closes: "100 for 1000 at 1" },
  // 1:3 reverse: a third of the shares for the same money is no sale.
  { from: "150, 1650", to: "50, 1650", closes: "none" },
  // 5 of 20 that were sold short for 240.
  { lots: SHORT, from: "-20, -240", to: "-15, -180", closes: "-5 for -60 at 1" },
  { lots: SHORT, from: "-20, -240", to: "-30, -370", closes: "none" },
  { lots: SHORT, from: "-20, -240", to: "10, 130", closes: SHORT },
  { lots: "none", from: "100, 1000", to: "50, 500", closes: "none" },
])("$from to $to closes $closes", ({ lots = TWO, from, to, closes }) => {
  const change = { before: holding(from), after: holding(to) };

  expect(textOf(closedLots(lotsOf(lots), change))).toBe(closes);
});

test("a symbol of which nothing was closed is not listed", () => {
  const change = { before: holding("150, 1650"), after: holding("160, 1800") };

  expect(closedLots(lotsOf(TWO), change).size).toBe(0);
});

test("nothing changes when no position did", () => {
  const lots = lotsOf(TWO);
  const positions = holding("150, 1650");

  expect(lotsAfter(lots, { before: positions, after: positions, atMs: 9 })).toBe(lots);
  expect(lotsAfter(lots, { before: positions, after: new Map(positions), atMs: 9 })).toBe(lots);
});

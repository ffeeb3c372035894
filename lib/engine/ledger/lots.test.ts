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
])("$from to $to closes $closes", ({ from, to, closes }) => {
  const change = { before: holding(from), after: holding(to) };

  expect(textOf(closedLots(lotsOf(TWO), change))).toBe(closes);
});

test("nothing changes when no position did", () => {
  const lots = lotsOf(TWO);
  const positions = holding("150, 1650");

  expect(lotsAfter(lots, { before: positions, after: positions, atMs: 9 })).toBe(lots);
});

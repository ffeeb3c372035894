/** Fills that are not of one quote: auctions, and spreads with a stock leg. */
import { describe, expect, test } from "vitest";
import type { OrderFilled } from "../event/event";
import { units } from "../money";
import { auction, dollars, instrument, quote } from "../testing/builders";
import { FILLS, LATER_MS, print } from "../testing/sample-fills";
import { explainFill } from "./explain-fill";
import { isReproducible } from "./recompute-fill";

describe("an auction fill", () => {
  const printed = auction({
    symbol: "AAPL",
    kind: "open",
    price: "10.05",
    size: 8,
    atMs: LATER_MS,
  });
  const official = { kind: "official", auction: printed } as const;
  const base = FILLS.market_at_quote;
  const legs = base.legs.map((leg) => ({
    ...leg,
    qtyNanos: units(8),
    priceMicros: dollars("10.05"),
  }));
  const fill: OrderFilled = {
    ...base,
    ruleId: "auction_print",
    trigger: "auction",
    auctionPrint: official,
    priceMicros: dollars("10.05"),
    qtyNanos: units(8),
    remainingAfterNanos: units(2),
    legs,
  };

  test("names the print it was priced at, or the trade that stands in", () => {
    const standIn = { kind: "eligible_trade", trade: print("10.05", 100, 3) } as const;

    expect(explainFill(fill).steps[1]).toBe(
      "Official opening print of 8 at 10.05, 10:00:02.000 ET on Q",
    );
    expect(explainFill({ ...fill, auctionPrint: standIn }).steps[1]).toBe(
      "No official print came within five minutes: the eligible trade at 10.05, 10:00:01.500 ET on Q, stands in for it",
    );
  });

  test("recomputes to the price and size of the print, within its limit", () => {
    const at = (price: string) => ({ limitMicros: dollars(price) });
    const smaller = { ...printed, sizeNanos: units(7) };
    const other = { ...printed, priceMicros: dollars("10.06") };

    expect(isReproducible(fill)).toBe(true);
    expect(isReproducible({ ...fill, ...at("10.05") })).toBe(true);
    expect(isReproducible({ ...fill, ...at("10.04") })).toBe(false);
    expect(isReproducible({ ...fill, auctionPrint: { ...official, auction: smaller } })).toBe(
      false,
    );
    expect(isReproducible({ ...fill, auctionPrint: { ...official, auction: other } })).toBe(false);
    expect(isReproducible({ ...fill, ruleId: "market_at_quote" })).toBe(false);
    expect(isReproducible({ ...fill, priceMicros: dollars("10.04") })).toBe(false);
  });
});

// 187.24 - 1 x 3.10 = 184.14 a share; 100 shares and one call are a unit.
test("a covered call as one order: the net is per share of the contract", () => {
  const legs = [
    { name: "AAPL", side: "buy", ratio: 100, bid: "187.20", ask: "187.24" },
    { name: "AAPL-190C", side: "sell", ratio: 1, bid: "3.10", ask: "3.20" },
  ] as const;
  const base = FILLS.mleg_at_quotes;
  const fill: OrderFilled = {
    ...base,
    priceMicros: dollars("184.14"),
    limitMicros: dollars("184.20"),
    qtyNanos: units(2),
    remainingBeforeNanos: units(2),
    remainingAfterNanos: units(0),
    legs: legs.map(({ name, side, ratio, bid, ask }, index) => ({
      leg: index,
      instrument: instrument(name),
      side,
      qtyNanos: units(2 * ratio),
      priceMicros: dollars(side === "buy" ? ask : bid),
      quote: quote({ symbol: name, bid, ask, size: 500 }),
      takenBeforeNanos: units(0),
    })),
  };

  expect(isReproducible(fill)).toBe(true);
  expect(explainFill(fill).steps.slice(2, 4)).toEqual([
    "Net per unit: + 187.24 − 3.10 = 184.14 debit",
    "× 100 × 2 = $36828.00 paid",
  ]);
});

import { expect, test } from "vitest";
import type { Position } from "../account/account-state";
import { dollars, equity, instrument, quantity, symbolOf } from "../testing/builders";
import { applyExchange, applyTrade } from "./apply-trade";

/** Holdings are written "quantity, total cost"; a short's cost is its credit, negative. */
function position(name: string, text: string): Position | null {
  if (text === "flat") return null;
  const [qty = "", cost = ""] = text.split(", ");
  return {
    symbol: symbolOf(name),
    instrument: instrument(name),
    qtyNanos: quantity(qty),
    costMicros: dollars(cost),
  };
}

const ROWS = [
  // 100 x 10 = 1,000 paid.
  {
    does: "opens",
    of: "AAPL",
    has: "flat",
    trade: "buy 100 @ 10",
    gives: "100, 1000",
    cash: "-1000",
    made: "0",
  },
  // 1,000 + 50 x 13 = 1,650: an average of 11.
  {
    does: "adds",
    of: "AAPL",
    has: "100, 1000",
    trade: "buy 50 @ 13",
    gives: "150, 1650",
    cash: "-650",
    made: "0",
  },
  // Releases 1,650 x 30/150 = 330, receives 30 x 12 = 360.
  {
    does: "closes part",
    of: "AAPL",
    has: "150, 1650",
    trade: "sell 30 @ 12",
    gives: "120, 1320",
    cash: "360",
    made: "30",
  },
  // 120 x 10 = 1,200 for a cost of 1,320.
  {
    does: "closes at a loss",
    of: "AAPL",
    has: "120, 1320",
    trade: "sell 120 @ 10",
    gives: "0, 0",
    cash: "1200",
    made: "-120",
  },
  // 2 x 100 x 2.10 = 420 credit.
  {
    does: "opens a short",
    of: "SPY-600P",
    has: "flat",
    trade: "sell 2 @ 2.10",
    gives: "-2, -420",
    cash: "420",
    made: "0",
  },
  {
    does: "adds to a short",
    of: "SPY-600P",
    has: "-2, -420",
    trade: "sell 1 @ 3",
    gives: "-3, -720",
    cash: "300",
    made: "0",
  },
  // Releases 720/3 = 240 of credit, pays 100 x 1.40 = 140.
  {
    does: "buys back part",
    of: "SPY-600P",
    has: "-3, -720",
    trade: "buy 1 @ 1.40",
    gives: "-2, -480",
    cash: "-140",
    made: "100",
  },
  {
    does: "buys back at a loss",
    of: "SPY-600P",
    has: "-2, -480",
    trade: "buy 2 @ 3",
    gives: "0, 0",
    cash: "-600",
    made: "-120",
  },
  // Closes 1 of cost 200 for 100 x 5 = 500; opens 2 short for 1,000.
  {
    does: "crosses zero down",
    of: "SPY-600P",
    has: "1, 200",
    trade: "sell 3 @ 5",
    gives: "-2, -1000",
    cash: "1500",
    made: "300",
  },
  // Closes 2 of credit 480 for 600; opens 3 for 900.
  {
    does: "crosses zero up",
    of: "SPY-600P",
    has: "-2, -480",
    trade: "buy 5 @ 3",
    gives: "3, 900",
    cash: "-1500",
    made: "-120",
  },
  // A third of 100.00 is 33.333333; what stays is the rest, so no micro is lost.
  {
    does: "rounds once",
    of: "AAPL",
    has: "3, 100",
    trade: "sell 1 @ 40",
    gives: "2, 66.666667",
    cash: "40",
    made: "6.666667",
  },
];

test.each(ROWS)("$does: $trade on $has", ({ of, has, trade, gives, cash, made }) => {
  const [side = "", qty = "", , price = ""] = trade.split(" ");
  const result = applyTrade(position(of, has), {
    instrument: instrument(of),
    side: side === "buy" ? "buy" : "sell",
    qtyNanos: quantity(qty),
    priceMicros: dollars(price),
  });

  expect(result.position).toStrictEqual(position(of, gives));
  expect(result.cashMicros).toBe(dollars(cash));
  expect(result.realizedMicros).toBe(dollars(made));
});

const EXCHANGES = [
  // A put at 600 is exercised on 100 shares: 60,000 for all of them.
  { has: "flat", takes: "buy 100 for 60000", gives: "100, 60000", cash: "-60000", made: "0" },
  // Called away at 620: 62,000 for shares that cost 60,000.
  { has: "100, 60000", takes: "sell 100 for 62000", gives: "0, 0", cash: "62000", made: "2000" },
  // 40 of the 100 close a short of 24,800 credit at 600 each, 24,000; 60 open for the other 36,000.
  {
    has: "-40, -24800",
    takes: "buy 100 for 60000",
    gives: "60, 36000",
    cash: "-60000",
    made: "800",
  },
  // Nothing is paid for shares that are worth nothing.
  { has: "10, 50", takes: "sell 10 for 0", gives: "0, 0", cash: "0", made: "-50" },
];

test.each(EXCHANGES)("$takes on $has", ({ has, takes, gives, cash, made }) => {
  const [side = "", qty = "", , amount = ""] = takes.split(" ");
  const result = applyExchange(position("SPY", has), {
    instrument: instrument("SPY"),
    side: side === "buy" ? "buy" : "sell",
    qtyNanos: quantity(qty),
    amountMicros: dollars(amount),
  });

  expect(result.position).toStrictEqual(position("SPY", gives));
  expect(result.cashMicros).toBe(dollars(cash));
  expect(result.realizedMicros).toBe(dollars(made));
});

test("a holding keeps the id it was first held under", () => {
  const held = { ...equity("META"), id: "fb-1" };
  const before = {
    symbol: "META",
    instrument: held,
    qtyNanos: quantity("10"),
    costMicros: dollars("50"),
  };
  const result = applyTrade(before, {
    instrument: equity("META"),
    side: "buy",
    qtyNanos: quantity("5"),
    priceMicros: dollars("8"),
  });

  expect(result.position.instrument).toStrictEqual(held);
});

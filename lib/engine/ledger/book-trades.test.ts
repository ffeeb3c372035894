import { expect, test } from "vitest";
import { account, dollars, instrument, quantity, symbolOf } from "../testing/builders";
import { applyTrade } from "./apply-trade";
import { bookTrades, openedBy, tradePostings } from "./book-trades";

const HELD = account({ cash: "10000", holds: { AAPL: "100 @ 10", "SPY-600P": "-2 @ 2.10" } });

/** "sell 30 AAPL @ 12" as it meets what the account holds. */
function traded(text: string, state = HELD) {
  const [side = "", qty = "", name = "", , price = ""] = text.split(" ");
  return applyTrade(state.positions.get(symbolOf(name)) ?? null, {
    instrument: instrument(name),
    side: side === "buy" ? "buy" : "sell",
    qtyNanos: quantity(qty),
    priceMicros: dollars(price),
  });
}

test("trades change cash, profit and positions at once", () => {
  // Receives 30 x 12 = 360 for 300 of cost; pays 2 x 100 x 1.40 = 280 for a credit of 420; buys at 50.
  const results = ["sell 30 AAPL @ 12", "buy 2 SPY-600P @ 1.40", "buy 1 IBM @ 50"];
  const booked = bookTrades(
    { ...HELD, realizedMicros: dollars("25") },
    results.map((text) => traded(text)),
  );

  expect(booked.cashMicros).toBe(dollars("10030")); // 10,000 + 360 - 280 - 50
  expect(booked.realizedMicros).toBe(dollars("225")); // 25 + 60 + 140
  expect([...booked.positions.keys()]).toEqual(["AAPL", "IBM"]);
  expect(booked.positions.get("AAPL")?.qtyNanos).toBe(quantity("70"));
  expect(HELD.positions.size).toBe(2); // the state before stays as it was
});

test("a trade posts its cash, its cost and what was made of it", () => {
  expect(tradePostings(traded("sell 30 AAPL @ 12"))).toEqual([
    { account: "cash", amountMicros: dollars("360") },
    { account: "position:AAPL", amountMicros: dollars("-300") },
    { account: "realized_pl", amountMicros: dollars("-60") },
  ]);
});

test.each([
  { trade: "buy 50 IBM @ 50", opened: "50" },
  { trade: "buy 50 AAPL @ 10", opened: "50" },
  { trade: "sell 30 AAPL @ 10", opened: "0" },
  { trade: "sell 100 AAPL @ 10", opened: "0" },
  { trade: "sell 130 AAPL @ 10", opened: "-30" },
  { trade: "sell 3 IBM @ 50", opened: "-3" },
  { trade: "sell 1 SPY-600P @ 2", opened: "-1" },
  { trade: "buy 1 SPY-600P @ 2", opened: "0" },
  { trade: "buy 2 SPY-600P @ 2", opened: "0" },
  { trade: "buy 5 SPY-600P @ 2", opened: "3" },
])("$trade opens $opened", ({ trade, opened }) => {
  const [grown] = openedBy(HELD, [traded(trade)]);

  expect(grown?.symbol).toBe(symbolOf(trade.split(" ")[2] ?? ""));
  expect(grown?.openedNanos).toBe(quantity(opened));
});

import { expect, test } from "vitest";
import { instantOf } from "../calendar/new-york";
import { NO_FIGURES } from "../strategy/campaign-figures";
import { dollars, limitOrder, marketOrder } from "../testing/builders";
import { assigned, expired, happens, newTrader, trades } from "../testing/hand-trades";
import type { Trader } from "../testing/trader";
import { emptyJournal, foldJournal } from "./journal";
import { maxDrawdown, trackRecord } from "./record";
import { weekOf } from "./week-income";

function journalOf(trader: Trader) {
  return trader.steps.map(({ event }) => event).reduce(foldJournal, emptyJournal(trader.name));
}

const sells = (name: string) => marketOrder("sell", "1", { symbol: name });
const buys = (name: string) => marketOrder("buy", "1", { symbol: name });

test("premium counts when it is traded, profit when it is realised", () => {
  const trader = newTrader();
  trades(trader, sells("SPY-590P"), { "SPY-590P": "2.00" }); // Friday 20 November: +200
  trades(trader, sells("SPY-580P"), { "SPY-580P": "1.00" }, "2026-11-23"); // +100
  trades(trader, buys("SPY-580P"), { "SPY-580P": "0.40" }, "2026-11-24"); // -40, 60 realised
  happens(trader, expired("SPY-590P", "2026-12-18")); // 200 realised, no premium

  const [epoch] = journalOf(trader).epochs;
  expect(epoch?.weeks).toMatchObject([
    { endsOn: "2026-11-20", premiumMicros: dollars("200"), profitMicros: 0n, fills: 1 },
    { endsOn: "2026-11-27", premiumMicros: dollars("60"), profitMicros: dollars("60"), fills: 2 },
    { endsOn: "2026-12-18", premiumMicros: 0n, profitMicros: dollars("200"), fills: 0 },
  ]);
});

test("stock is no premium; what a wheel realised is a week's profit", () => {
  const trader = newTrader();
  trades(trader, limitOrder("buy", "100 @ 600", { symbol: "SPY" }), {});
  trades(trader, sells("SPY-605C"), { "SPY-605C": "4.00" });
  happens(trader, assigned("SPY-605C", "2026-12-18"));

  const [epoch] = journalOf(trader).epochs;
  expect(epoch?.weeks[0]).toMatchObject({ premiumMicros: dollars("400"), fills: 2 });
  // Called away: (605 - 600) x 100 and the premium of 400, all realised on that Friday.
  expect(epoch?.weeks[1]).toMatchObject({ premiumMicros: 0n, profitMicros: dollars("900") });
});

test("each epoch has a journal of its own", () => {
  const trader = newTrader();
  trades(trader, sells("SPY-590P"), { "SPY-590P": "2.00" });
  const [first] = trader.steps;
  if (first?.event.type !== "account_opened") throw new Error("the first event opens");
  happens(trader, { ...first.event, epoch: 2, startingCashMicros: dollars("50000") });

  expect(journalOf(trader).epochs).toMatchObject([
    { epoch: 1, startingCashMicros: dollars("200000"), weeks: [{ fills: 1 }] },
    { epoch: 2, startingCashMicros: dollars("50000"), weeks: [] },
  ]);
});

test("the record counts ended campaigns by what they made, fees apart", () => {
  const ended = ["150", "-198", "51.5", "0.5"].map((realized) => ({
    figures: { ...NO_FIGURES, realizedMicros: dollars(realized), feesMicros: dollars("0.5") },
  }));
  // 149.50, -198.50, 51 and nothing: (149.50 + 51) / 2.
  expect(trackRecord(ended)).toEqual({
    wins: 2,
    losses: 1,
    averageWinMicros: dollars("100.25"),
    averageLossMicros: dollars("-198.5"),
  });
  expect(trackRecord([])).toMatchObject({ wins: 0, averageWinMicros: null });
});

test("a drawdown is from a peak to a later low, the start counts as one", () => {
  const days = ["99", "103", "101", "105", "100", "106"].map((worth, index) => ({
    date: `2026-12-0${index + 1}`,
    equityMicros: dollars(worth),
  }));
  expect(maxDrawdown(dollars("100"), days)).toBe(dollars("5"));
  expect(maxDrawdown(dollars("108"), days)).toBe(dollars("9"));
  expect(maxDrawdown(dollars("100"), [])).toBe(0n);
});

test.each([
  ["2026-11-20", "2026-11-20"], // a Friday
  ["2026-11-21", "2026-11-20"],
  ["2026-11-22", "2026-11-20"],
  ["2026-11-23", "2026-11-27"],
  ["2026-11-26", "2026-11-27"],
])("%s is of the week that ends on %s", (date, friday) => {
  expect(weekOf(instantOf(date, 12 * 60))).toBe(friday);
});

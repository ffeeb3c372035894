/** Dividends and splits of the simulated market, against what they must do to a price. */
import { describe, expect, test } from "vitest";
import { present } from "../../../lib/engine/assert";
import { tradingDays } from "../../../lib/engine/calendar/trading-calendar";
import { dividendOn, lastSplit, splitOn } from "./corporate-calendar";
import { Market } from "./market";
import { marketDayAt, marketDayOf } from "./session-time";
import { LISTINGS } from "./universe";

const market = new Market("test", { crossed: new Set() });
const listing = (symbol: string) => present(LISTINGS.get(symbol), `${symbol} is listed`);

describe("dividends", () => {
  test("a stock with a yield pays four a year, and one without pays none", () => {
    const days = tradingDays("2027-01-01", "2027-12-31").map(({ date }) => date);
    for (const each of LISTINGS.values()) {
      const paid = days.filter((date) => dividendOn(each, date) !== null);
      expect(paid).toHaveLength(each.dividendYield > 0 ? 4 : 0);
    }
  });

  test("a year's dividends come to the yield of the base price, to the cent each", () => {
    const days = tradingDays("2026-01-01", "2026-12-31").map(({ date }) => date);
    const cents = days.reduce(
      (sum, date) => sum + (dividendOn(listing("PFE"), date)?.cents ?? 0),
      0,
    );
    expect(cents).toBe(4 * 43); // 25 dollars x 6.9% / 4 = 43.125 cents
  });
});

describe("a split", () => {
  const all = tradingDays("2027-01-01", "2032-12-31").flatMap(({ date }) =>
    [...LISTINGS.values()].flatMap((each) => {
      const split = splitOn(each, date);
      return split === null ? [] : [{ ...split, of: each }];
    }),
  );

  test("is rare: a few a year in the whole market", () => {
    expect(all.length).toBeGreaterThan(3);
    expect(all.length).toBeLessThan(30);
  });

  test("divides the price from its day on, and the strikes of what was listed before", () => {
    const { of, index, ratio } = present(all[0], "there is one");
    const day = present(marketDayAt(index), "it is a market day");
    const before = present(marketDayAt(index - 1), "so is the day before");
    const closing = present(market.stockQuote(of, before.day.postCloseMs), "quoted");
    const opening = present(market.stockQuote(of, day.day.preOpenMs), "quoted");
    expect(closing.bidCents / opening.bidCents / ratio).toBeCloseTo(1, 1);
    expect(lastSplit(of, index - 1, index)?.ratio).toBe(ratio);
    expect(lastSplit(of, index, index + 5)).toBeNull();

    const expiry = (date: string) => date > "" && date >= day.day.date;
    const listed = market.listing.contractsOn(of, before).filter((c) => expiry(c.expiryDate));
    const now = new Set(
      market.listing.contractsOn(of, day).map((c) => `${c.expiryDate} ${c.right} ${c.strikeCents}`),
    );
    for (const { expiryDate, right, strikeCents } of listed) {
      expect(now).toContain(`${expiryDate} ${right} ${Math.round(strikeCents / ratio)}`);
    }
    const at = market.listing.closeBefore(of, day);
    const strikes = market.listing.contractsOn(of, day).map((c) => c.strikeCents / 100);
    expect(Math.max(...strikes)).toBeLessThan(4 * at);
  });
});

test("days of the calendar are market days", () => {
  expect(marketDayOf("2027-03-01")?.day.date).toBe("2027-03-01");
});

import { describe, expect, it } from "vitest";
import {
  formatChange,
  formatGreek,
  formatMoney,
  formatNet,
  formatPercent,
  formatPrice,
  formatProfit,
  formatQuantity,
  formatStockMark,
  netWordOf,
  signOf,
  spokenMoney,
  spokenProfit,
} from "./format";
import { formatAge, formatMoment, formatTime, formatTimeMs, formatWeekday } from "./format-time";
import { nameOfSymbol, underlyingOf } from "./leg-name";

const AT = Date.UTC(2026, 10, 20, 20, 31, 7, 214);

describe("prices", () => {
  it.each([
    ["1.3", "1.30"],
    ["612.4", "612.40"],
    ["0.0432", "0.0432"],
    ["1.345", "1.345"],
    ["6123.5", "6,123.50"],
    ["1.34567", "1.3457"],
    ["0", "0.00"],
    ["-1.3", "\u22121.30"],
    ["1.500000", "1.50"],
  ])("%s reads %s", (text, shown) => expect(formatPrice(text)).toBe(shown));

  it.each([
    ["612.405", "612.41"],
    ["1.004", "1.00"],
    ["0.43215", "0.4322"],
    ["1204", "1,204.00"],
  ])("a stock's mark of %s reads %s", (text, shown) => expect(formatStockMark(text)).toBe(shown));

  it("shows a dash for what is unknown or unreadable, never zero", () => {
    for (const text of [null, "", "NaN", "1e3", "abc", "1."]) expect(formatPrice(text)).toBe("—");
  });

  it("says a net price in words", () => {
    expect(formatNet("-1.34", "credit")).toBe("1.34 credit");
    expect(formatNet("1.34", "debit")).toBe("1.34 debit");
    expect(formatNet("0", "even")).toBe("even");
    expect(formatNet("600", null)).toBe("600.00");
    expect(netWordOf("-0.01")).toBe("credit");
    expect(netWordOf("0.00")).toBe("even");
  });
});

describe("money", () => {
  it.each([
    ["-1204.5", "\u2212$1,204.50"],
    ["87", "$87.00"],
    ["50012.3425", "$50,012.34"],
    ["50012.345", "$50,012.35"],
    ["999.995", "$1,000.00"],
    ["-0.004", "$0.00"],
    ["1234567890123456789.99", "$1,234,567,890,123,456,789.99"],
  ])("%s reads %s", (text, shown) => expect(formatMoney(text)).toBe(shown));

  it("puts a sign on each profit and loss", () => {
    expect(formatProfit("87")).toBe("+$87.00");
    expect(formatProfit("-1204.5")).toBe("\u2212$1,204.50");
    expect(formatProfit("0")).toBe("$0.00");
    expect(formatProfit("0.001")).toBe("$0.00");
    expect(formatChange("1.24")).toBe("+1.24");
    expect(formatChange("-0.35")).toBe("\u22120.35");
    expect(formatChange("0")).toBe("0.00");
    expect(formatChange("-0.004")).toBe("0.00");
    expect(formatChange("0.005")).toBe("+0.01");
  });

  it("is spoken in dollars", () => {
    expect(spokenProfit("-1204.5")).toBe("loss of 1,204 dollars 50, simulated");
    expect(spokenProfit("87")).toBe("profit of 87 dollars, simulated");
    expect(spokenProfit("0")).toBe("no profit or loss, simulated");
    expect(spokenMoney("1.05")).toBe("1 dollar 5");
    expect(spokenMoney(null)).toBe("unknown");
  });
});

describe("other numbers", () => {
  it("rounds percentages and greeks for display", () => {
    expect(formatPercent("23.44")).toBe("23.4%");
    expect(formatPercent("0.25", true)).toBe("+0.3%");
    expect(formatPercent("-0.04", true)).toBe("0.0%");
    expect(formatGreek("-0.2449")).toBe("\u22120.24");
    expect(formatGreek(null)).toBe("—");
  });

  it("groups quantities and keeps their fraction", () => {
    expect(formatQuantity("-1")).toBe("\u22121");
    expect(formatQuantity("1500")).toBe("1,500");
    expect(formatQuantity("0.50")).toBe("0.5");
  });

  it("knows the sign of text", () => {
    expect([signOf("-0.01"), signOf("-0.00"), signOf("3"), signOf(null)]).toEqual([-1, 0, 1, 0]);
    expect([signOf("-0.004", 2), signOf("-0.005", 2), signOf("0.4", 0)]).toEqual([0, -1, 0]);
  });
});

describe("times and names", () => {
  it("are New York's", () => {
    expect(formatTime(AT)).toBe("15:31:07");
    expect(formatTimeMs(AT)).toBe("15:31:07.214");
    expect(formatMoment(AT)).toBe("20 Nov 15:31");
    expect(formatWeekday("2026-12-18")).toBe("Fri 18 Dec");
    expect(formatAge(42_900)).toBe("42s");
    expect(formatAge(180_000)).toBe("3m");
  });

  it("read an option symbol", () => {
    expect(nameOfSymbol("SPY261218P00600000")).toBe("SPY 18 Dec 600 put");
    expect(nameOfSymbol("XYZ261218C00002500")).toBe("XYZ 18 Dec 2.5 call");
    expect(nameOfSymbol("AAPL")).toBe("AAPL");
    expect(underlyingOf("SPY261218P00600000")).toBe("SPY");
  });
});

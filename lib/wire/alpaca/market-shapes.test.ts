import { describe, expect, test } from "vitest";
import { units } from "@/lib/engine/money";
import { dollars, instrument } from "../testing/account";
import { alpacaAsset } from "./asset";
import { alpacaCalendar } from "./calendar";
import { alpacaClock } from "./clock";
import { alpacaContract } from "./contract";

describe("the clock (§1.11): New York offset, next open and close", () => {
  const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 10, day, hour, minute);
  test.each([
    {
      name: "in session",
      nowMs: at(20, 15) + 7,
      timestamp: "2026-11-20T10:00:00.007-05:00",
      is_open: true,
      next_open: "2026-11-23T09:30:00-05:00",
      next_close: "2026-11-20T16:00:00-05:00",
    },
    {
      name: "before the open",
      nowMs: at(20, 13),
      timestamp: "2026-11-20T08:00:00.000-05:00",
      is_open: false,
      next_open: "2026-11-20T09:30:00-05:00",
      next_close: "2026-11-20T16:00:00-05:00",
    },
    {
      name: "at the open",
      nowMs: at(20, 14, 30),
      timestamp: "2026-11-20T09:30:00.000-05:00",
      is_open: true,
      next_open: "2026-11-23T09:30:00-05:00",
      next_close: "2026-11-20T16:00:00-05:00",
    },
    {
      name: "at the close",
      nowMs: at(20, 21),
      timestamp: "2026-11-20T16:00:00.000-05:00",
      is_open: false,
      next_open: "2026-11-23T09:30:00-05:00",
      next_close: "2026-11-23T16:00:00-05:00",
    },
    {
      name: "on Thanksgiving",
      nowMs: at(26, 17),
      timestamp: "2026-11-26T12:00:00.000-05:00",
      is_open: false,
      next_open: "2026-11-27T09:30:00-05:00",
      next_close: "2026-11-27T13:00:00-05:00",
    },
  ])("$name", ({ name: _, nowMs, ...clock }) => {
    expect(alpacaClock(nowMs)).toEqual(clock);
  });
});

describe("the calendar (§1.11)", () => {
  test("a holiday is left out and a half day ends early", () => {
    expect(alpacaCalendar("2026-11-25", "2026-11-28", "TRADING")).toEqual([
      {
        date: "2026-11-25",
        open: "09:30",
        close: "16:00",
        session_open: "0400",
        session_close: "2000",
        settlement_date: "2026-11-27",
      },
      {
        date: "2026-11-27",
        open: "09:30",
        close: "13:00",
        session_open: "0400",
        session_close: "1700",
        settlement_date: "2026-11-30",
      },
    ]);
  });

  test("by settlement date", () => {
    const days = alpacaCalendar("2026-11-27", "2026-11-30", "SETTLEMENT");
    expect(days.map((day) => day.date)).toEqual(["2026-11-25", "2026-11-27"]);
  });

  test("without bounds it is everything up to 2029", () => {
    const days = alpacaCalendar(null, null, "TRADING");
    expect([days[0]?.date, days.at(-1)?.date]).toEqual(["2010-01-04", "2029-12-31"]);
  });

  test("an end before the start is no day", () => {
    expect(alpacaCalendar("2026-11-28", "2026-11-25", "TRADING")).toEqual([]);
  });
});

test("an asset (§1.10): booleans, percent strings, attributes", () => {
  const asset = {
    assetId: "b0b6dd9d-8b9b-48a9-ba46-b9d54906e415",
    symbol: "SPY",
    name: "SPDR S&P 500 ETF",
    exchange: "ARCA",
    tradable: true,
    marginable: true,
    shortable: true,
    fractionable: true,
    easyToBorrow: true,
    hasOptions: true,
    lateClose: true,
    attributes: ["has_options", "fractional_eh_enabled", "overnight_tradable"],
    cusip: "78462F103",
  };
  expect(alpacaAsset(asset)).toEqual({
    id: asset.assetId,
    class: "us_equity",
    exchange: "ARCA",
    symbol: "SPY",
    name: asset.name,
    status: "active",
    tradable: true,
    marginable: true,
    shortable: true,
    easy_to_borrow: true,
    borrow_status: "easy_to_borrow",
    fractionable: true,
    maintenance_margin_requirement: 25,
    margin_requirement_long: "25",
    margin_requirement_short: "100",
    attributes: [
      ...["has_options", "options_late_close", "fractional_eh_enabled", "overnight_tradable"],
    ],
    cusip: "78462F103",
  });
  expect(alpacaAsset({ ...asset, easyToBorrow: false })).toMatchObject({
    ...{ shortable: true, easy_to_borrow: false, borrow_status: "hard_to_borrow" },
  });
});

describe("a contract (§1.10)", () => {
  const symbol = "AAPL261218C00200000";
  const series = instrument(symbol);
  if (series.kind !== "option") throw new Error("an option");
  const facts = {
    assetId: "contract id",
    name: "AAPL Dec 18 2026 200 Call",
    root: "AAPL",
    tradable: true,
    series,
  };
  const nothing = {
    openInterest: null,
    openInterestDate: null,
    closeMicros: null,
    closeDate: null,
  };
  const context = {
    ...{ underlyingAssetId: "asset id", today: "2026-11-20", showDeliverables: false },
    day: nothing,
  };

  test("has open interest and the last close once they are known", () => {
    const day = {
      ...{ openInterest: "1234", openInterestDate: "2026-11-19" },
      ...{ closeMicros: dollars("4.25"), closeDate: "2026-11-19" },
    };
    expect(alpacaContract(facts, { ...context, day })).toMatchObject({
      ...{ open_interest: "1234", open_interest_date: "2026-11-19" },
      ...{ close_price: "4.25", close_price_date: "2026-11-19" },
    });
  });

  test("has its terms as strings", () => {
    expect(alpacaContract(facts, context)).toEqual({
      id: "contract id",
      symbol,
      name: "AAPL Dec 18 2026 200 Call",
      status: "active",
      tradable: true,
      expiration_date: "2026-12-18",
      root_symbol: "AAPL",
      underlying_symbol: "AAPL",
      underlying_asset_id: "asset id",
      type: "call",
      style: "american",
      strike_price: "200",
      multiplier: "100",
      size: "100",
      ppind: true,
    });
  });

  test("is inactive once its date has passed", () => {
    expect(alpacaContract(facts, { ...context, today: "2026-12-19" })).toMatchObject({
      status: "inactive",
      tradable: false,
    });
  });

  test("shows what it delivers when asked", () => {
    const shown = alpacaContract(facts, { ...context, showDeliverables: true });
    expect(shown.deliverables).toMatchObject([
      { type: "equity", symbol: "AAPL", asset_id: "asset id", amount: "100" },
    ]);
  });

  test("shows the list that a corporate action left it with", () => {
    const shares = [
      { symbol: "AAPL", sharesNanos: units(100) },
      { symbol: "NEW", sharesNanos: units(33) },
    ];
    const deliverable = { shares, cashMicros: dollars("10") };
    const adjusted = { ...facts, series: { ...facts.series, deliverable } };
    const shown = alpacaContract(adjusted, { ...context, showDeliverables: true });

    expect(shown.deliverables).toMatchObject([
      { type: "equity", symbol: "AAPL", asset_id: "asset id", amount: "100" },
      { type: "equity", symbol: "NEW", amount: "33" },
      { type: "cash", symbol: "USD", amount: "10" },
    ]);
  });
});

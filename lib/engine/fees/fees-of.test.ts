import { describe, expect, test } from "vitest";
import { instantOf } from "../calendar/new-york";
import { formatDollars } from "../decimal";
import type { Instrument, OptionSeries } from "../instrument/instrument";
import type { OrderSide } from "../order/side";
import { dollars, equity, quantity, series } from "../testing/builders";
import { feesOf, feesOfLegs, findRate } from "./fees-of";

const INDEX = series("SPX-6000C", { style: "european", settlement: "cash" });
const PUT = series("SPY-600P");

interface Sale {
  readonly side?: OrderSide;
  readonly of?: Instrument;
  readonly qty: string;
  readonly at: string;
  readonly on?: string;
  readonly minute?: number;
}

function fees({ side = "sell", of = equity(), qty, at, on = "2026-11-20", minute = 600 }: Sale) {
  const trade = { instrument: of, side, qtyNanos: quantity(qty), priceMicros: dollars(at) };
  const lines = feesOf({ ...trade, atMs: instantOf(on, minute) });
  return lines.map((line) => `${line.name} ${formatDollars(line.amountMicros)}`).join(", ");
}

describe("what a trade pays in November 2026", () => {
  test.each<{ is: string } & Sale>([
    // 18,724.00 x 20.60 / 1,000,000 = 0.3857144; 100 x 0.000195; 100 x 0.000003.
    { qty: "100", at: "187.24", is: "SEC 0.385714, TAF 0.0195, CAT 0.0003" },
    { side: "buy", qty: "100", at: "187.24", is: "CAT 0.0003" },
    // 60,000 x 0.000195 = 11.70, capped at 9.79; 60,000 x 20.60 / 1,000,000; 60,000 x 0.000003.
    { qty: "60000", at: "1", is: "SEC 1.236, TAF 9.79, CAT 0.18" },
    // 630.00 x 20.60 / 1,000,000; 3 x 0.00329; 3 x 0.02685; 3 x 0.025; 300 shares x 0.000003.
    {
      of: PUT,
      qty: "3",
      at: "2.10",
      is: "SEC 0.012978, TAF 0.00987, ORF 0.08055, OCC 0.075, CAT 0.0009",
    },
    { side: "buy", of: PUT, qty: "3", at: "2.10", is: "ORF 0.08055, OCC 0.075, CAT 0.0009" },
    { of: INDEX, qty: "1", at: "50", is: "TAF 0.00329, ORF 0.02685, OCC 0.025, CAT 0.0003" },
    // A sale at no bid: nothing falls on proceeds, the rest goes by contract.
    { of: PUT, qty: "1", at: "0", is: "TAF 0.00329, ORF 0.02685, OCC 0.025, CAT 0.0003" },
    // Half even, once a line: 97.5 micros to 98, 1.5 to 2; 10.00 x 0.5 x 20.60 = 103 exactly.
    { qty: "0.5", at: "10", is: "SEC 0.000103, TAF 0.000098, CAT 0.000002" },
    // 0.1 share: CAT of 0.3 micros comes to nothing and is no line.
    { side: "buy", qty: "0.1", at: "10", is: "" },
  ])("$side $qty at $at: $is", ({ is, ...sale }) => {
    expect(fees(sale)).toBe(is);
  });
});

describe("rates hold by the New York date of the trade", () => {
  const million = { qty: "1000", at: "1000" } as const;
  const contracts = (count: string, on: string) =>
    ({ side: "buy", of: PUT, qty: count, at: "1", on }) as const;

  test.each<{ has: string } & Sale>([
    // A sale of one million dollars pays the SEC's rate itself.
    { ...million, on: "2024-05-21", has: "SEC 8, TAF 0.166" },
    { ...million, on: "2024-05-22", has: "SEC 27.8, TAF 0.166" },
    { ...million, on: "2025-05-13", has: "SEC 27.8, TAF 0.166, CAT 0.035" },
    { ...million, on: "2025-05-14", has: "TAF 0.166, CAT 0.035" },
    { ...million, on: "2025-12-31", has: "TAF 0.166, CAT 0.009" },
    { ...million, on: "2026-01-01", has: "TAF 0.195, CAT 0.009" },
    { ...million, on: "2026-04-03", minute: 1439, has: "TAF 0.195, CAT 0.009" },
    { ...million, on: "2026-04-04", minute: 0, has: "SEC 20.6, TAF 0.195, CAT 0.009" },
    { ...million, on: "2026-05-01", has: "SEC 20.6, TAF 0.195, CAT 0.003" },
    // 2,750 x 0.02 = 55.00, the most a trade paid; without a cap 3,000 x 0.025 = 75.00.
    { ...contracts("2750", "2024-06-03"), has: "ORF 83.1875, OCC 55" },
    { ...contracts("3000", "2024-06-03"), has: "ORF 90.75, OCC 55" },
    // CAT: 300,000 shares x 0.000035.
    { ...contracts("3000", "2025-03-03"), has: "ORF 84.45, OCC 75, CAT 10.5" },
    { ...million, on: "2020-06-01", has: "" },
  ])("$on: $has", ({ has, ...sale }) => {
    expect(fees(sale)).toBe(has);
  });
});

test("caps are per trade, so each leg of a fill has its own", () => {
  const leg = (instrument: OptionSeries, qty: string) => ({
    instrument,
    side: "buy" as const,
    qtyNanos: quantity(qty),
    priceMicros: dollars("1"),
  });
  const legs = [leg(PUT, "3000"), leg(series("SPY-595P"), "3000")];
  const lines = feesOfLegs(legs, { setting: "regulatory", atMs: instantOf("2024-06-03", 600) });

  // ORF 6,000 x 0.03025 = 181.50; OCC 55 + 55.
  expect(lines.map((line) => formatDollars(line.amountMicros))).toEqual(["181.5", "110"]);
  expect(feesOfLegs(legs, { setting: "none", atMs: instantOf("2024-06-03", 600) })).toEqual([]);
});

test("a rate is found by the id a fill stored", () => {
  expect(findRate("taf_stock@2026-01-01")?.rate.rateMicros).toBe(195n);
  expect(findRate("taf_stock@2026-01-02")).toBeNull();
});

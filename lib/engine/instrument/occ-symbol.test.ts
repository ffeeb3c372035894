import fc from "fast-check";
import { expect, test } from "vitest";
import { MICROS_PER_DOLLAR, micros } from "../money";
import { dollars } from "../testing/builders";
import { occSymbol, parseOccSymbol } from "./occ-symbol";

test.each([
  // Source: OCC symbology: strike x 1000 in eight digits.
  { symbol: "SPY261218C00600000", root: "SPY", date: "2026-12-18", right: "call", strike: "600" },
  {
    symbol: "AAPL270115P00187500",
    root: "AAPL",
    date: "2027-01-15",
    right: "put",
    strike: "187.5",
  },
  { symbol: "F261120C00000500", root: "F", date: "2026-11-20", right: "call", strike: "0.5" },
  {
    symbol: "GOOGL261218P12345678",
    root: "GOOGL",
    date: "2026-12-18",
    right: "put",
    strike: "12345.678",
  },
  // An adjusted series carries a digit after its root.
  {
    symbol: "TSLA1261218C00100000",
    root: "TSLA1",
    date: "2026-12-18",
    right: "call",
    strike: "100",
  },
])("$symbol", ({ symbol, root, date, right, strike }) => {
  const terms = { root, expiryDate: date, right, strikeMicros: dollars(strike) };

  expect(parseOccSymbol(symbol)).toEqual(terms);
});

test.each([
  "SPY",
  "",
  "SPY261218X00600000",
  "spy261218C00600000",
  "SPY 261218C00600000",
  "SPY   261218C00600000",
  "SPY261318C00600000",
  "SPY260018C00600000",
  "SPY261232C00600000",
  "SPY261200C00600000",
  "SPY261218C0060000",
  "SPY261218C006000000",
  "SPY261218C00600000 ",
  "TOOLONG261218C00600000",
  "261218C00600000",
])("%j is not an option symbol", (symbol) => {
  expect(parseOccSymbol(symbol)).toBeNull();
});

const terms = fc.record({
  root: fc.stringMatching(/^[A-Z]{1,5}[0-9]?$/),
  expiryDate: fc
    .tuple(
      fc.integer({ min: 10, max: 99 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
    )
    .map(([year, month, day]) => `20${year}-${two(month)}-${two(day)}`),
  right: fc.constantFrom("call" as const, "put" as const),
  strikeMicros: fc
    .bigInt(1n, 99_999_999n)
    .map((mills) => micros((mills * MICROS_PER_DOLLAR) / 1_000n)),
});

test("every series reads back from its symbol", () => {
  fc.assert(
    fc.property(terms, (series) => {
      expect(parseOccSymbol(occSymbol(series))).toEqual(series);
    }),
  );
});

function two(value: number): string {
  return String(value).padStart(2, "0");
}

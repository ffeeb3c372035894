/** Steps of prices. Expected values: 17 CFR 242.612 and the penny interval program (Cboe Rule 5.4). */
import { expect, test } from "vitest";
import { formatDecimal } from "../decimal";
import { dollars, equity, series } from "../testing/builders";
import { tickMicros } from "./tick-size";

test.each([
  { name: "a stock of a dollar", of: equity(), at: "1.00", is: "0.01" },
  { name: "a stock of many dollars", of: equity(), at: "4321.00", is: "0.01" },
  { name: "a stock below a dollar", of: equity(), at: "0.9999", is: "0.0001" },
  { name: "an option below three dollars", of: series("AAPL-200C"), at: "2.99", is: "0.01" },
  { name: "an option from three dollars on", of: series("AAPL-200C"), at: "3.00", is: "0.05" },
  { name: "an option on SPY at any price", of: series("SPY-600P"), at: "30.00", is: "0.01" },
])("$name at $at moves in $is", ({ of, at, is }) => {
  expect(formatDecimal(tickMicros(of, dollars(at)), 6)).toBe(formatDecimal(dollars(is), 6));
});

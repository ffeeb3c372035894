import { expect, test } from "vitest";
import { formatDollars } from "@/lib/engine/decimal";
import { dollars, limitOrder, spreadOrder } from "@/lib/engine/testing/builders";
import { limitSteps } from "./order-prices";

const between = (natural: string | null, mid: string | null) => ({
  naturalMicros: natural === null ? null : dollars(natural),
  midMicros: mid === null ? null : dollars(mid),
  quoteAtMs: null,
});
const SPREAD = spreadOrder("1 @ -1.30", "-SPY-600P +SPY-595P");
const texts = (natural: string | null, mid: string | null, order = SPREAD) =>
  limitSteps(order, between(natural, mid)).map(formatDollars);

test("a spread's limits go from the natural price towards the middle, a cent apart", () => {
  // 1.30 credit now, 1.345 in the middle: the half cent is out of reach.
  expect(texts("-1.30", "-1.345")).toEqual(["-1.3", "-1.31", "-1.32", "-1.33", "-1.34"]);
  expect(texts("3.01", "2.985")).toEqual(["3.01", "3", "2.99"]);
});

test("one option moves in the steps of its class", () => {
  const call = limitOrder("buy", "1 @ 5", { symbol: "AAPL-200C" });
  expect(texts("5.20", "5.08", call)).toEqual(["5.2", "5.15", "5.1"]);
});

test("without a price, or with no room, there is nothing to step over; a wide market has few steps", () => {
  expect(texts(null, "1.00")).toEqual([]);
  expect(texts("1.00", "1.00")).toEqual([]);
  const wide = texts("9.00", "4.00");
  expect(wide.length).toBeLessThanOrEqual(61);
  expect(wide[0]).toBe("9");
});

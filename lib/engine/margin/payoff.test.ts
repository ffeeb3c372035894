import { expect, test } from "vitest";
import { formatDollars } from "../decimal";
import { dollars, series } from "../testing/builders";
import { netCalls, payoffMicros, type SeriesHolding, worstCase } from "./payoff";

/** "+1 100C -2 105C": signed contracts and series. */
function held(text: string): readonly SeriesHolding[] {
  const words = text.split(" ");
  return Array.from({ length: words.length / 2 }, (_, leg) => ({
    series: series(`XYZ-${words[2 * leg + 1]}`),
    contracts: Number(words[2 * leg]),
  }));
}

// By hand, 100 shares a contract.
test.each([
  { legs: "+1 100C", at: "110", worth: "1000" },
  { legs: "+1 100C", at: "100", worth: "0" },
  { legs: "-2 100P", at: "85", worth: "-3000" },
  { legs: "+1 100C +1 100P", at: "97", worth: "300" },
  { legs: "+1 95P -1 100P -1 105C +1 110C", at: "120", worth: "-500" },
])("$legs is worth $worth at $at", ({ legs, at, worth }) => {
  expect(formatDollars(payoffMicros(held(legs), dollars(at)))).toBe(worth);
});

test.each([
  // The whole strike, at nothing.
  { legs: "-1 100P", loss: "10000", at: "0" },
  // 5 wide; the first price of those that lose as much.
  { legs: "-1 100P +1 95P", loss: "500", at: "0" },
  { legs: "-1 100C +1 105C", loss: "500", at: "105" },
  // Sold twice at 100, bought at 95 and 110: 500 gained, then 2,000 less 1,000 lost.
  { legs: "+1 95C -2 100C +1 110C", loss: "500", at: "110" },
  // A put spread of 5 and a call spread of 10: one of them loses.
  { legs: "+1 95P -1 100P -1 105C +1 115C", loss: "1000", at: "115" },
  // At nothing the puts owe 3 x 95 and bring 90: 195 a share.
  { legs: "+1 90P -3 95P -1 105C +1 115C", loss: "19500", at: "0" },
  // At 100 the 105 put alone is worth anything, and it is owed.
  { legs: "-1 95P +2 100P -1 105P", loss: "500", at: "100" },
  { legs: "+1 100C +1 100P", loss: "0", at: "0" },
  { legs: "+1 95C -1 100C", loss: "0", at: "0" },
])("$legs loses $loss at most, at $at", ({ legs, loss, at }) => {
  const worst = worstCase(held(legs));
  if (worst === null) throw new Error("it has an end");
  expect(formatDollars(worst.lossMicros)).toBe(loss);
  expect(formatDollars(worst.atPriceMicros)).toBe(at);
});

test("one call more short than long loses without end; one put more does not", () => {
  expect(worstCase(held("-2 100C +1 105C"))).toBeNull();
  expect(worstCase(held("-2 100C +2 105C"))).not.toBeNull();
  expect(worstCase([])).toEqual({ lossMicros: 0n, atPriceMicros: 0n });
  expect(netCalls(held("-2 100C +1 105C -4 100P"))).toBe(-100);
});

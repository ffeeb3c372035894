/** The universal spread rule of the policy alpaca: XYZ at 100, every premium 2. */
import { expect, test } from "vitest";
import { formatDollars } from "../decimal";
import { dollars, series, symbolOf } from "../testing/builders";
import { maxLossRequirement } from "./max-loss-requirement";

const NAMES = ["80P", "90P", "95P", "100P", "100C", "105C", "110C"].flatMap((name) => [
  name,
  `${name}@270115`,
]);
const SHORT_NAMES = new Map(NAMES.map((name) => [symbolOf(`XYZ-${name}`), name]));

function written(text: string, coverShares = 0, price: string | null = "100"): readonly string[] {
  const words = text.split(" ");
  const holdings = Array.from({ length: words.length / 2 }, (_, leg) => ({
    series: series(`XYZ-${words[2 * leg + 1]}`),
    contracts: Number(words[2 * leg]),
  }));
  const book = { underlying: "XYZ", coverShares, holdings };
  const underlyingMicros = price === null ? null : dollars(price);
  const prices = { underlyingMicros, premiumOf: () => dollars("2") };
  return maxLossRequirement(book, prices).map((line) => {
    const legs = line.legs.map(
      ({ symbol, contracts }) =>
        `${contracts > 0 ? "+" : ""}${contracts} ${SHORT_NAMES.get(symbol)}`,
    );
    return `${line.strategy} ${legs.join(" ")}: ${formatDollars(line.amountMicros)}`;
  });
}

// A call naked at 105 takes 2 + max(20 - 5, 10) = 17 a share, at 110 2 + 10 = 12, at 100 22.
test.each([
  {
    name: "stock covers the lowest strikes, and of what is left the highest come first",
    of: "-1 110C -3 105C",
    shares: 250,
    lines: ["covered_call -2 105C: 0", "naked_call -1 110C: 1200", "naked_call -1 105C: 1700"],
  },
  {
    name: "of two calls at one strike stock covers the one that ends first",
    of: "-1 105C@270115 -1 105C",
    shares: 100,
    lines: ["covered_call -1 105C: 0", "naked_call -1 105C@270115: 1700"],
  },
  {
    name: "in whichever order they are held",
    of: "-1 105C -1 105C@270115",
    shares: 100,
    lines: ["covered_call -1 105C: 0", "naked_call -1 105C@270115: 1700"],
  },
  {
    name: "the lowest strike is covered though it is held last",
    of: "-1 110C -1 105C@270115 -1 100C",
    shares: 100,
    lines: [
      "covered_call -1 100C: 0",
      "naked_call -1 105C@270115: 1700",
      "naked_call -1 110C: 1200",
    ],
  },
  {
    name: "99 shares cover nothing",
    of: "-1 105C",
    shares: 99,
    lines: ["naked_call -1 105C: 1700"],
  },
  {
    name: "nor do borrowed ones",
    of: "-1 105C",
    shares: -100,
    lines: ["naked_call -1 105C: 1700"],
  },
  {
    name: "stock beyond the calls covers no more than there are",
    of: "-1 105C +1 110C",
    shares: 300,
    lines: ["covered_call -1 105C: 0", "long_option +1 110C: 0"],
  },
  {
    name: "a call more than the longs is naked, the rest holds its width",
    of: "-2 100C +1 105C",
    lines: ["naked_call -1 100C: 2200", "max_loss -1 100C +1 105C: 500"],
  },
  {
    name: "the highest strike is the one without cover",
    of: "-1 100C -1 110C +1 105C",
    lines: ["naked_call -1 110C: 1200", "max_loss -1 100C +1 105C: 500"],
  },
  {
    name: "a long that ends before the short covers nothing",
    of: "-1 100C@270115 +1 100C",
    lines: ["naked_call -1 100C@270115: 2200", "long_option +1 100C: 0"],
  },
  {
    name: "one that outlives it covers it whole",
    of: "-1 100C +1 100C@270115",
    lines: ["max_loss -1 100C +1 100C@270115: 0"],
  },
  {
    // In December 5; in January the put alone owes its strike.
    name: "the worst expiry counts, without what has ended by then",
    of: "-1 100P@270115 +1 95P",
    lines: ["max_loss -1 100P@270115 +1 95P: 10000"],
  },
  {
    // In December 5 and 10, in January the 10 alone.
    name: "later options count while they live",
    of: "-1 100P +1 95P -1 90P@270115 +1 80P@270115",
    lines: ["max_loss -1 100P +1 95P -1 90P@270115 +1 80P@270115: 1500"],
  },
  {
    name: "longs alone are a line each and hold nothing",
    of: "+1 100C +2 95P",
    lines: ["long_option +1 100C: 0", "long_option +2 95P: 0"],
  },
  {
    name: "a put alone is secured by its strike",
    of: "-2 95P",
    lines: ["cash_secured_put -2 95P: 19000"],
  },
])("$name", ({ of, shares, lines }) => {
  expect(written(of, shares)).toEqual(lines);
});

// As if at its strike: 2 + 20% of 105, no part of it out of the money.
test("a naked call of a stock without a price counts as at the money", () => {
  expect(written("-1 105C", 0, null)).toEqual(["naked_call -1 105C: 2300"]);
});

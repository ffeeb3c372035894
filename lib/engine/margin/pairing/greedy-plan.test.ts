/**
 * Expiries of more than ten series, paired in one walk over their strikes. XYZ stands at 100 and every
 * premium is 2, so a call naked at K takes 2 + max(20 - (K - 100), 10) a share from 100 up and 22 below,
 * a put at K 2 + max(20 - (100 - K), 10% of K). Nine puts so far down that nothing is cheaper with them
 * make the expiry wide.
 */
import { expect, test } from "vitest";
import { formatDollars } from "../../decimal";
import { dollars, series } from "../../testing/builders";
import { requirementLines } from "../option-requirement";
import type { SeriesHolding } from "../payoff";

const WIDE = Array.from({ length: 9 }, (_, n) => `+1 ${10 + n}P`).join(" ");

function written(text: string, { shares = 0, kind = "margin" as "margin" | "cash" } = {}) {
  const words = `${text} ${WIDE}`.split(" ");
  const holdings = Array.from(
    { length: words.length / 2 },
    (_, leg): SeriesHolding => ({
      series: series(`XYZ-${words[2 * leg + 1]}`),
      contracts: Number(words[2 * leg]),
    }),
  );
  const prices = { underlyingMicros: dollars("100"), premiumOf: () => dollars("2") };
  const book = { underlying: "XYZ", coverShares: shares, holdings };
  return requirementLines(book, { kind, prices, stock: null })
    .filter(({ strategy }) => strategy !== "long_option")
    .map(({ strategy, legs, amountMicros }) => {
      const counts = legs.map(({ contracts }) => contracts).join(" ");
      return `${strategy} ${counts}: ${formatDollars(amountMicros)}`;
    })
    .sort();
}

test.each([
  // One is covered by the long at its own strike for nothing, the other by the 7 to the next; written out
  // side by side that is 5 and 2.
  {
    name: "the nearest cover first, then the next beyond",
    of: "-1 105C -1 110C +1 110C@270115 +1 112C",
    lines: ["credit_vertical -1 1: 200", "diagonal -1 1: 500"],
  },
  {
    name: "a width dearer than the naked rule is given up",
    of: "-1 100C -1 101C +1 140C +1 141C",
    lines: ["naked_call -1: 2100", "naked_call -1: 2200"],
  },
  {
    // 22 naked, and 22 to the long: as dear, so nothing is gained.
    name: "a width as dear as that too",
    of: "-1 100C +1 122C +1 123C",
    lines: ["naked_call -1: 2200"],
  },
  {
    // One of the two at 101 covers the 103 for nothing, the other one of the three at 100 for 1.
    name: "counts are paired as far as they go",
    of: "-3 100C -1 103C +2 101C +1 90P",
    lines: ["credit_vertical -1 1: 100", "debit_vertical -1 1: 0", "naked_call -2: 4400"],
  },
])("$name", ({ of, lines }) => {
  expect(written(of)).toEqual(lines);
});

test.each([
  {
    name: "the dearest naked call",
    of: "-1 100C -1 120C",
    lines: ["covered_call -1: 0", "naked_call -1: 1200"],
  },
  {
    // Covered, the 90 call still owes its 10 in the money: 12 saved; the 105 call saves all of its 17.
    name: "what saves most, not what is dearest",
    of: "-1 90C -1 105C",
    lines: ["covered_call -1: 0", "naked_call -1: 2200"],
  },
])("stock covers $name", ({ of, lines }) => {
  expect(written(of, { shares: 100 })).toEqual(lines);
});

test("in a cash account stock covers the call that would stand naked, however wide the spread beside it", () => {
  expect(written("-1 100C -1 160C +1 150C", { shares: 100, kind: "cash" })).toEqual([
    "covered_call -1: 0",
    "debit_vertical -1 1: 0",
  ]);
  expect(written("-1 100C -1 140C +1 135C", { shares: 100, kind: "cash" })).toEqual([
    "covered_call -1: 0",
    "debit_vertical -1 1: 0",
  ]);
});

test("a call of a cash account is held by its width, however cheap it would be naked", () => {
  expect(written("-1 100C +1 170C +1 180C", { kind: "cash" })).toEqual([
    "credit_vertical -1 1: 7000",
  ]);
});

// 22 and the 2 of the other; 12 and 2. Crossed it would be twice 24.
test("naked puts and calls are paired the greatest with the greatest", () => {
  expect(written("-1 100P -1 90P -1 120C -1 100C")).toEqual([
    "short_straddle -1 -1: 2400",
    "short_strangle -1 -1: 1400",
  ]);
});

test("what has no partner stays alone", () => {
  expect(written("-3 100P -1 100C -1 120C")).toEqual([
    "naked_put -1: 2200",
    "short_straddle -1 -1: 2400",
    "short_strangle -1 -1: 2400",
  ]);
});

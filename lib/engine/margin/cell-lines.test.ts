import { expect, test } from "vitest";
import { formatDollars } from "../decimal";
import { series, symbolOf } from "../testing/builders";
import { cellLines } from "./cell-lines";
import type { SeriesHolding } from "./payoff";

function held(text: string): readonly SeriesHolding[] {
  const words = text.split(" ");
  return Array.from({ length: words.length / 2 }, (_, leg) => ({
    series: series(`XYZ-${words[2 * leg + 1]}`),
    contracts: Number(words[2 * leg]),
  }));
}

const NAMES = ["85P", "90P", "95P", "100P", "105P", "110P", "90C", "95C", "100C", "105C", "110C"];
const EVERY = [...NAMES, "115C", "95P@270115", "100C@270115"].map(
  (name) => [symbolOf(`XYZ-${name}`), name] as const,
);
const SHORT_NAMES = new Map(EVERY);

/** "credit_vertical -1 100P +1 95P 500 at 0": a line each. */
function written(shorts: string, longs: string): readonly string[] {
  const cell = { shorts: held(shorts), longs: longs === "" ? [] : held(longs) };
  return cellLines("XYZ", cell).map(({ strategy, legs, amountMicros, worstPriceMicros }) => {
    const parts = legs.map(
      ({ symbol, contracts }) =>
        `${contracts > 0 ? "+" : ""}${contracts} ${SHORT_NAMES.get(symbol)}`,
    );
    const at = worstPriceMicros === null ? "none" : formatDollars(worstPriceMicros);
    return `${strategy} ${parts.join(" ")}: ${formatDollars(amountMicros)} at ${at}`;
  });
}

// All amounts by hand: what the legs owe at the worst price, times 100.
test.each([
  {
    name: "a long that changes nothing is left out",
    shorts: "-1 100P",
    longs: "+1 95P +1 90P",
    lines: ["credit_vertical -1 100P +1 95P: 500 at 0"],
  },
  {
    name: "the far one of two calls is left out",
    shorts: "-1 100C",
    longs: "+1 105C +1 110C",
    lines: ["credit_vertical -1 100C +1 105C: 500 at 105"],
  },
  {
    name: "of five longs only the two it takes",
    shorts: "-2 100P",
    longs: "+5 95P",
    lines: ["credit_vertical -2 100P +2 95P: 1000 at 0"],
  },
  {
    name: "of five longs only the three it takes",
    shorts: "-3 100P",
    longs: "+5 95P",
    lines: ["credit_vertical -3 100P +3 95P: 1500 at 0"],
  },
  {
    name: "of two that do the same the longer-lived is left out",
    shorts: "-1 100P",
    longs: "+1 95P +1 95P@270115",
    lines: ["credit_vertical -1 100P +1 95P: 500 at 0"],
  },
  {
    name: "wherever it stands",
    shorts: "-1 100P",
    longs: "+1 95P@270115 +1 95P",
    lines: ["credit_vertical -1 100P +1 95P: 500 at 0"],
  },
  {
    name: "contracts of one series are one leg",
    shorts: "-1 100P -1 100P",
    longs: "+1 95P +1 95P",
    lines: ["credit_vertical -2 100P +2 95P: 1000 at 0"],
  },
  {
    // At or below 95 it owes 5 a share, above 110 twice 5: never both.
    name: "wings of different counts stay together, because apart they would hold more",
    shorts: "-1 95P -2 105C",
    longs: "+1 90P +2 110C",
    lines: ["complex_spread -1 95P -2 105C +1 90P +2 110C: 1000 at 110"],
  },
  {
    name: "two sides that lose nothing are two debit spreads",
    shorts: "-1 100P -1 110C",
    longs: "+1 105P +1 105C",
    lines: ["debit_vertical -1 100P +1 105P: 0 at 0", "debit_vertical -1 110C +1 105C: 0 at 0"],
  },
  {
    // 10 and 10 wide, and 20 together.
    name: "a ladder of puts is two verticals",
    shorts: "-1 100P -1 95P",
    longs: "+1 90P +1 85P",
    lines: [
      "credit_vertical -1 95P +1 85P: 1000 at 0",
      "credit_vertical -1 100P +1 90P: 1000 at 0",
    ],
  },
  {
    name: "a ladder of calls is two verticals",
    shorts: "-1 105C -1 100C",
    longs: "+1 115C +1 110C",
    lines: [
      "credit_vertical -1 100C +1 110C: 1000 at 110",
      "credit_vertical -1 105C +1 115C: 1000 at 115",
    ],
  },
  {
    // 2 x 100 + 95 owed, 90 + 2 x 85 brought: 35, which is 10 + 15 + 10.
    name: "counts are paired as far as they go",
    shorts: "-2 100P -1 95P",
    longs: "+1 90P +2 85P",
    lines: [
      "credit_vertical -1 95P +1 85P: 1000 at 0",
      "credit_vertical -1 100P +1 85P: 1500 at 0",
      "credit_vertical -1 100P +1 90P: 1000 at 0",
    ],
  },
  {
    name: "a side without a name is split further where that is free",
    shorts: "-1 100P -1 95P -1 110C",
    longs: "+1 90P +1 85P +1 105C",
    lines: [
      "credit_vertical -1 95P +1 85P: 1000 at 0",
      "credit_vertical -1 100P +1 90P: 1000 at 0",
      "debit_vertical -1 110C +1 105C: 0 at 0",
    ],
  },
  {
    // One of the two puts has nothing against it: 200 - 95.
    name: "what does not pair up stays whole",
    shorts: "-2 100P",
    longs: "+1 95P",
    lines: ["complex_spread -2 100P +1 95P: 10500 at 0"],
  },
  {
    // 3 x 100 against 110 + 2 x 95 at nothing; apart, two of the pairs would hold 5 each.
    name: "what loses nothing and has no name is a debit spread",
    shorts: "-3 100P",
    longs: "+1 110P +2 95P",
    lines: ["debit_spread -3 100P +1 110P +2 95P: 0 at 0"],
  },
  {
    name: "calls bought below what is sold are as many debit verticals",
    shorts: "-3 100C",
    longs: "+2 95C +1 90C",
    lines: ["debit_vertical -1 100C +1 90C: 0 at 0", "debit_vertical -2 100C +2 95C: 0 at 0"],
  },
  {
    name: "a condor has its name and stays whole",
    shorts: "-1 95P -1 105C",
    longs: "+1 85P +1 110C",
    lines: ["iron_condor -1 95P -1 105C +1 85P +1 110C: 1000 at 0"],
  },
  {
    name: "a short alone holds its strike",
    shorts: "-1 100P",
    longs: "",
    lines: ["complex_spread -1 100P: 10000 at 0"],
  },
])("$name", ({ shorts, longs, lines }) => {
  expect(written(shorts, longs)).toEqual(lines);
});

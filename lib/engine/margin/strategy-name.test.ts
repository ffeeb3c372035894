import { expect, test } from "vitest";
import { series } from "../testing/builders";
import type { SeriesHolding } from "./payoff";
import { cellName } from "./strategy-name";

/** "+1 100C -1 105C@270115": signed contracts and series of one underlying. */
function cell(text: string): readonly SeriesHolding[] {
  const words = text.split(" ");
  return Array.from({ length: words.length / 2 }, (_, leg) => ({
    series: series(`XYZ-${words[2 * leg + 1]}`),
    contracts: Number(words[2 * leg]),
  }));
}

// Source of the names: Cboe Margin Manual, the spreads of its table of contents; engine.md §5.
test.each([
  { legs: "+1 100C -1 105C", free: true, name: "debit_vertical" },
  { legs: "-1 100C +1 105C", free: false, name: "credit_vertical" },
  { legs: "-3 100P +3 95P", free: false, name: "credit_vertical" },
  { legs: "+1 100C@270115 -1 100C", free: true, name: "calendar" },
  { legs: "+1 105C@270115 -1 100C", free: false, name: "diagonal" },
  { legs: "+2 100C -1 105C", free: true, name: null },
  { legs: "+1 100C -1 105P", free: true, name: null },
  { legs: "+1 100C +1 105C", free: true, name: null },
  { legs: "+1 95C -2 100C +1 105C", free: true, name: "long_butterfly" },
  { legs: "+2 105P +2 95P -4 100P", free: true, name: "long_butterfly" },
  { legs: "-1 95C +2 100C -1 105C", free: false, name: "short_butterfly" },
  { legs: "-1 95P +2 100P -1 105P", free: false, name: "short_butterfly" },
  { legs: "+1 95C -2 100C +1 110C", free: true, name: null },
  { legs: "+1 90P -2 100P +1 105P", free: true, name: null },
  { legs: "+1 95C -3 100C +2 105C", free: true, name: null },
  { legs: "+1 90C -1 95C -1 105C +1 110C", free: true, name: "long_condor" },
  { legs: "+1 90P -1 95P -1 105P +1 110P", free: true, name: "long_condor" },
  { legs: "-1 90C +1 95C +1 105C -1 110C", free: false, name: "short_condor" },
  { legs: "-1 90P +1 95P +1 105P -1 110P", free: false, name: "short_condor" },
  { legs: "+1 90C -1 95C -1 105C +1 115C", free: true, name: null },
  { legs: "+1 85P -1 95P -1 105P +1 110P", free: true, name: null },
  { legs: "+1 95P -1 100P -1 100C +1 105C", free: false, name: "iron_butterfly" },
  { legs: "+1 90P -1 95P -1 105C +1 110C", free: false, name: "iron_condor" },
  { legs: "+2 90P -2 95P -2 105C +2 120C", free: false, name: "iron_condor" },
  { legs: "+1 90P -1 95P -1 105C +2 110C", free: false, name: null },
  // Bought at 95 and sold at 105 whatever happens, and the other way round.
  { legs: "+1 95C -1 95P -1 105C +1 105P", free: true, name: "long_box" },
  { legs: "-1 95C +1 95P +1 105C -1 105P", free: false, name: "short_box" },
  { legs: "+1 95C -1 90P -1 105C +1 105P", free: false, name: null },
  { legs: "+1 95C -1 95P -1 110C +1 105P", free: false, name: null },
  { legs: "+1 95C -2 100C@270115 +1 105C", free: true, name: null },
  { legs: "-1 100P", free: false, name: null },
])("$legs is $name", ({ legs, free, name }) => {
  expect(cellName(cell(legs), free)).toBe(name);
});

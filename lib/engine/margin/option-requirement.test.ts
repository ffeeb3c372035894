import { describe, expect, test } from "vitest";
import { formatPrice } from "../decimal";
import { dollars, series } from "../testing/builders";
import { optionRequirement } from "./option-requirement";
import type { SeriesHolding } from "./payoff";
import { totalRequirement } from "./requirement-line";

/** "-1 100P, +1 95P" of XYZ at 100, every premium 2.00, so a naked 100 needs 2 + 20 = 22 a share. */
function requirement(text: string, shares = 0, kind: "cash" | "margin" = "margin"): string {
  const lines = linesOf(text, shares, kind);
  return lines.map((line) => `${line.strategy} ${formatPrice(line.amountMicros)}`).join(", ");
}

function linesOf(text: string, shares = 0, kind: "cash" | "margin" = "margin", times = 1) {
  const holdings = text.split(", ").map((item): SeriesHolding => {
    const [contracts = "", name = ""] = item.split(" ");
    return { series: series(`XYZ-${name}`), contracts: Number(contracts) * times };
  });
  const book = { underlying: "XYZ", coverShares: shares * times, holdings };
  return optionRequirement(book, kind, {
    underlyingMicros: dollars("100"),
    premiumOf: () => dollars("2"),
  });
}

const STRATEGIES = [
  // The premium left cash when it was paid (decisions 29).
  { name: "long call", of: "+1 100C", is: "long_option 0.00" },
  { name: "naked put", of: "-1 100P", is: "naked_put 2200.00" },
  { name: "naked call", of: "-1 100C", is: "naked_call 2200.00" },
  { name: "two of them", of: "-2 100C", is: "naked_call 4400.00" },
  { name: "credit put vertical: the width", of: "-1 100P, +1 95P", is: "credit_vertical 500.00" },
  {
    name: "credit call vertical: the width",
    of: "-1 100C, +1 105C",
    is: "credit_vertical 500.00",
  },
  // 2 + 20 a share naked is less than 40 of width.
  {
    name: "a width beyond the naked rule",
    of: "-1 100C, +1 140C",
    is: "naked_call 2200.00, long_option 0.00",
  },
  { name: "debit vertical", of: "+1 100C, -1 105C", is: "debit_vertical 0.00" },
  {
    name: "iron condor: the greater wing",
    of: "+1 85P, -1 95P, -1 105C, +1 110C",
    is: "iron_condor 1000.00",
  },
  {
    name: "iron butterfly",
    of: "+1 95P, -1 100P, -1 100C, +1 105C",
    is: "iron_butterfly 500.00",
  },
  { name: "long butterfly", of: "+1 95C, -2 100C, +1 105C", is: "long_butterfly 0.00" },
  { name: "short butterfly", of: "-1 95C, +2 100C, -1 105C", is: "short_butterfly 500.00" },
  { name: "covered call", of: "-1 105C", shares: 100, is: "covered_call 0.00" },
  // 105 call: 2 + max(20 - 5, 10) = 17.
  {
    name: "one of two covered",
    of: "-2 105C",
    shares: 199,
    is: "covered_call 0.00, naked_call 1700.00",
  },
  // The lower strike costs more to leave naked, so it is covered; 110 call: 2 + max(20 - 10, 10).
  {
    name: "the lower strike is covered first",
    of: "-1 110C, -1 105C",
    shares: 100,
    is: "covered_call 0.00, naked_call 1200.00",
  },
  // 1 x 2: one vertical of no loss, and a 105 call without cover.
  { name: "call ratio", of: "+1 100C, -2 105C", is: "debit_vertical 0.00, naked_call 1700.00" },
  // One of the longs covers at 5 of width; the other is a paid excess.
  {
    name: "call backspread",
    of: "-1 100C, +2 105C",
    is: "credit_vertical 500.00, long_option 0.00",
  },
  { name: "calendar: the long lives longer", of: "-1 100C, +1 100C@270115", is: "calendar 0.00" },
  {
    name: "the long dies first",
    of: "-1 100C@270115, +1 100C",
    is: "naked_call 2200.00, long_option 0.00",
  },
  { name: "diagonal", of: "-1 100C, +1 103C@270115", is: "diagonal 300.00" },
  // Box: call spread pays 5 above, put spread pays 5 below; nothing can be lost.
  { name: "long box", of: "+1 95C, -1 100C, +1 100P, -1 95P", is: "long_box 0.00" },
  { name: "short box", of: "-1 95C, +1 100C, -1 100P, +1 95P", is: "short_box 500.00" },
];

test.each(STRATEGIES)("$name: $is", ({ of, shares, is }) => {
  expect(requirement(of, shares)).toBe(is);
});

test.each(STRATEGIES)("$name, seven times: seven times as much", ({ of, shares = 0 }) => {
  const lots = Math.floor(shares / 100) * 100;
  const seven = totalRequirement(linesOf(of, lots, "margin", 7));
  expect(seven).toBe(totalRequirement(linesOf(of, lots)) * 7n);
});

// docs/adr/0012: naked call 1 + 0.10 x 20 = 3; naked put 8 + 2 = 10. One condor: its wing of 7 against
// 3 + 5. Seven: 7 x 7 = 49 against two calls naked, 2 x 3 + 35 = 41.
test("whole contracts are paired, so seven condors may pair better than one", () => {
  const condor = ["XYZ-18P", "XYZ-13P", "XYZ-22C", "XYZ-29C"];
  const requires = (count: number) => {
    const holdings = condor.map((name, leg) => ({
      series: series(name),
      contracts: leg % 2 === 0 ? -count : count,
    }));
    const lines = optionRequirement({ underlying: "XYZ", coverShares: 0, holdings }, "margin", {
      underlyingMicros: dollars("20"),
      premiumOf: (symbol) => dollars(symbol === series("XYZ-18P").symbol ? "8" : "1"),
    });
    return totalRequirement(lines);
  };

  expect(requires(1)).toBe(dollars("700"));
  expect(requires(7)).toBe(dollars("4100"));
});

describe("a cash account stands naked nowhere", () => {
  test.each([
    { name: "cash-secured put", of: "-2 100P", is: "cash_secured_put 20000.00" },
    { name: "put vertical", of: "-1 100P, +1 95P", is: "credit_vertical 500.00" },
    {
      name: "a wide call vertical keeps its width",
      of: "-1 100C, +1 140C",
      is: "credit_vertical 4000.00",
    },
    // Worst at zero, 2 x 100 - 95 = 105 a share: 5 of width and one strike in cash.
    {
      name: "two puts on one",
      of: "-2 100P, +1 95P",
      is: "credit_vertical 500.00, cash_secured_put 10000.00",
    },
  ])("$name: $is", ({ of, is }) => {
    expect(requirement(of, 0, "cash")).toBe(is);
  });
});

test("a spread names the price it loses most at", () => {
  const holdings = [
    { series: series("XYZ-95P"), contracts: 1 },
    { series: series("XYZ-100P"), contracts: -1 },
    { series: series("XYZ-105C"), contracts: -1 },
    { series: series("XYZ-120C"), contracts: 1 },
  ];
  const [line] = optionRequirement({ underlying: "XYZ", coverShares: 0, holdings }, "margin", {
    underlyingMicros: dollars("100"),
    premiumOf: () => dollars("2"),
  });

  expect(line).toMatchObject({
    strategy: "iron_condor",
    worstPriceMicros: dollars("120"),
    amountMicros: dollars("1500"),
  });
});

test("without a quote of the underlying its strike stands in: 0 + 0.20 x 95", () => {
  const holdings = [{ series: series("XYZ-95P"), contracts: -1 }];
  const unquoted = { underlyingMicros: null, premiumOf: () => null };
  const [line] = optionRequirement(
    { underlying: "XYZ", coverShares: 0, holdings },
    "margin",
    unquoted,
  );

  expect(line?.amountMicros).toBe(dollars("1900"));
});

test("which of two equal strikes the stock covers does not depend on the order of the book", () => {
  // Only the near one has a long that outlives it, so the stock is best spent on the far one.
  const near = "-1 105C, +1 110C";
  const far = "-1 105C@270115";

  expect(requirement(`${near}, ${far}`, 100)).toBe("covered_call 0.00, credit_vertical 500.00");
  expect(requirement(`${far}, ${near}`, 100)).toBe("covered_call 0.00, credit_vertical 500.00");
});

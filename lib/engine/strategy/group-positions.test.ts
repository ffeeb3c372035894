/** Accounts taken apart into strategies, as a trader would read them. */
import { describe, expect, test } from "vitest";
import { formatDollars, formatQuantity } from "../decimal";
import { instrumentName } from "../explain/instrument-name";
import { units, ZERO_MICROS } from "../money";
import { account, dollars, series } from "../testing/builders";
import { groupPositions } from "./group-positions";

type Holds = { readonly [name: string]: string };

function groupsOf(holds: Holds, cash = "0"): readonly string[] {
  const groups = groupPositions(account({ holds }).positions.values(), {
    cashMicros: dollars(cash),
  });
  return groups.map(({ underlying, name, legs }) => {
    const parts = legs.map(({ instrument, qtyNanos }) => {
      const full = instrumentName(instrument).replace(`${underlying} `, "");
      return `${formatQuantity(qtyNanos)} ${full.replace("18 Dec 26 ", "")}`;
    });
    return `${underlying} ${name}: ${parts.join(", ")}`;
  });
}

describe("a book with one name", () => {
  test.each<{ holds: Holds; is: readonly string[] }>([
    { holds: {}, is: [] },
    { holds: { "SPY-600P": "-2" }, is: ["SPY short put: -2 600 put"] },
    {
      holds: { SPY: "200", "SPY-605C": "-2" },
      is: ["SPY covered call: 200 SPY, -2 605 call"],
    },
    {
      holds: { "SPY-590P": "3", "SPY-595P": "-3", "SPY-605C": "-3", "SPY-610C": "3" },
      is: ["SPY iron condor: 3 590 put, -3 595 put, -3 605 call, 3 610 call"],
    },
    {
      holds: { "SPY-600C": "5", "SPY-605C": "-10" },
      is: ["SPY call ratio spread: 5 600 call, -10 605 call"],
    },
    {
      holds: { "SPY-620C": "-1", "SPY-500C@270617": "1" },
      is: ["SPY poor man's covered call: -1 620 call, 1 17 Jun 27 500 call"],
    },
  ])("$is", ({ holds, is }) => expect(groupsOf(holds)).toEqual(is));
});

describe("a book of several strategies", () => {
  test.each<{ name: string; holds: Holds; is: readonly string[] }>([
    {
      name: "cover is given once: two calls on 100 shares",
      holds: { SPY: "100", "SPY-605C": "-2" },
      is: ["SPY covered call: 100 SPY, -1 605 call", "SPY short call: -1 605 call"],
    },
    {
      name: "shares beyond the calls stand alone",
      holds: { SPY: "250", "SPY-605C": "-2" },
      is: ["SPY shares: 50 SPY", "SPY covered call: 200 SPY, -2 605 call"],
    },
    {
      name: "an iron condor beside shares is left whole",
      holds: { SPY: "100", "SPY-590P": "1", "SPY-595P": "-1", "SPY-605C": "-1", "SPY-610C": "1" },
      is: [
        "SPY shares: 100 SPY",
        "SPY iron condor: 1 590 put, -1 595 put, -1 605 call, 1 610 call",
      ],
    },
    {
      name: "a collar and the shares it does not need",
      holds: { SPY: "300", "SPY-595P": "1", "SPY-605C": "-1" },
      is: ["SPY shares: 200 SPY", "SPY collar: 100 SPY, 1 595 put, -1 605 call"],
    },
    {
      name: "the wheel: shares with a call, and a put for more",
      holds: { SPY: "200", "SPY-605C": "-2", "SPY-590P": "-1" },
      is: ["SPY short put: -1 590 put", "SPY covered call: 200 SPY, -2 605 call"],
    },
    {
      name: "each date has its own strategy",
      holds: {
        "SPY-595P": "1",
        "SPY-600P": "-1",
        "SPY-600P@270115": "-1",
        "SPY-600C@270115": "-1",
      },
      is: [
        "SPY put credit spread: 1 595 put, -1 600 put",
        "SPY short straddle: -1 15 Jan 27 600 put, -1 15 Jan 27 600 call",
      ],
    },
    {
      // The date as a whole has no name, so spreads are taken out, the nearest strikes together.
      name: "spreads are of the nearest strikes",
      holds: { "SPY-580P": "1", "SPY-585P": "-1", "SPY-595P": "1", "SPY-600P": "-1" },
      is: [
        "SPY put credit spread: 1 580 put, -1 585 put",
        "SPY put credit spread: 1 595 put, -1 600 put",
      ],
    },
    {
      name: "one strike may stand in two strategies",
      holds: { "SPY-590P": "1", "SPY-595P": "1", "SPY-600P": "-3" },
      is: [
        "SPY put credit spread: 1 590 put, -1 600 put",
        "SPY put credit spread: 1 595 put, -1 600 put",
        "SPY short put: -1 600 put",
      ],
    },
    {
      name: "underlyings do not mix",
      holds: { AAPL: "100", "SPY-605C": "-1", "AAPL-180P": "-1" },
      is: ["AAPL shares: 100 AAPL", "AAPL short put: -1 180 put", "SPY short call: -1 605 call"],
    },
    {
      name: "short stock",
      holds: { AAPL: "-150", "AAPL-180P": "-1" },
      is: ["AAPL short shares: -50 AAPL", "AAPL covered put: -100 AAPL, -1 180 put"],
    },
    {
      name: "a fraction of a share covers nothing",
      holds: { AAPL: "99.5", "AAPL-190C": "-1" },
      is: ["AAPL shares: 99.5 AAPL", "AAPL short call: -1 190 call"],
    },
  ])("$name", ({ holds, is }) => expect(groupsOf(holds)).toEqual(is));
});

test("cash secures puts in their order, while it lasts", () => {
  // AAPL 2 x 180 x 100 = 36,000; SPY 600 x 100 = 60,000.
  const holds = { "AAPL-180P": "-2", "SPY-600P": "-1" };

  expect(groupsOf(holds, "96000").map((line) => line.split(":")[0])).toEqual([
    "AAPL cash-secured put",
    "SPY cash-secured put",
  ]);
  expect(groupsOf(holds, "95999.99").map((line) => line.split(":")[0])).toEqual([
    "AAPL cash-secured put",
    "SPY short put",
  ]);
});

test("slices carry their share of the cost, to the micro", () => {
  const holds = { SPY: "250 @ 600.01", "SPY-605C": "-2 @ 3.10" };
  const groups = groupPositions(account({ holds }).positions.values());
  const costs = groups.map(({ legs }) => legs.map((leg) => formatDollars(leg.costMicros)));

  // 200 of 250 at 600.01, then the rest; two contracts sold at 3.10.
  expect(costs).toEqual([["30000.5"], ["120002", "-620"]]);
});

test("contracts that a split adjusted are covered by what they deliver, after the standard ones", () => {
  const adjusted = series("SPY-400C", {
    symbol: "SPY1261218C00400000",
    deliverable: {
      shares: [{ symbol: "SPY", sharesNanos: units(150) }],
      cashMicros: ZERO_MICROS,
    },
  });
  const base = account({ holds: { SPY: "250", "SPY-605C": "-1" } });
  const short = {
    instrument: adjusted,
    symbol: adjusted.symbol,
    qtyNanos: units(-1),
    costMicros: ZERO_MICROS,
  };
  const groups = groupPositions([short, ...base.positions.values()]);

  expect(groups.map(({ name, legs }) => [name, ...legs.map((leg) => leg.qtyNanos)])).toEqual([
    ["covered call", units(150), units(-1)],
    ["covered call", units(100), units(-1)],
  ]);
});

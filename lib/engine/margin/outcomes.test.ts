import { describe, expect, test } from "vitest";
import { formatDollars } from "../decimal";
import { dollars, series } from "../testing/builders";
import { outcomesOf, sharesHolding } from "./outcomes";

// Source: the profit and loss tables of any options primer (OIC strategy pages), times 100, by hand.
const ROWS = [
  { name: "long call", of: "+1 100C", paid: "3.00", loss: "300", profit: "unlimited", even: "103" },
  { name: "long put", of: "+1 100P", paid: "4.00", loss: "400", profit: "9600", even: "96" },
  // At zero the writer pays 100 and keeps 2.50.
  { name: "short put", of: "-1 100P", paid: "-2.50", loss: "9750", profit: "250", even: "97.5" },
  {
    name: "short call",
    of: "-1 100C",
    paid: "-2.50",
    loss: "unlimited",
    profit: "250",
    even: "102.5",
  },
  {
    name: "put credit vertical",
    of: "-1 100P, +1 95P",
    paid: "-1.50",
    loss: "350",
    profit: "150",
    even: "98.5",
  },
  {
    name: "call debit vertical",
    of: "+1 100C, -1 105C",
    paid: "2.00",
    loss: "200",
    profit: "300",
    even: "102",
  },
  // Wings 10 and 5: worst is 10 - 2.00 below.
  {
    name: "iron condor",
    of: "+1 85P, -1 95P, -1 105C, +1 110C",
    paid: "-2.00",
    loss: "800",
    profit: "200",
    even: "93 107",
  },
  {
    name: "long straddle",
    of: "+1 100C, +1 100P",
    paid: "7.00",
    loss: "700",
    profit: "unlimited",
    even: "93 107",
  },
  {
    name: "butterfly",
    of: "+1 95C, -2 100C, +1 105C",
    paid: "1.00",
    loss: "100",
    profit: "400",
    even: "96 104",
  },
  // 1 x 2: at 105 worth 5 + 0.50; beyond it loses one for one: 105 + 5.50.
  {
    name: "call ratio",
    of: "+1 100C, -2 105C",
    paid: "-0.50",
    loss: "unlimited",
    profit: "550",
    even: "110.5",
  },
  // Deep in the money: the strike plus the premium is beyond twice the strike.
  {
    name: "deep call",
    of: "+1 50C",
    paid: "131.00",
    loss: "13100",
    profit: "unlimited",
    even: "181",
  },
  {
    name: "deep call, sold",
    of: "-1 50C",
    paid: "-131.00",
    loss: "unlimited",
    profit: "13100",
    even: "181",
  },
];

test.each(ROWS)(
  "$name: loses $loss, makes $profit, even at $even",
  ({ of, paid, loss, profit, even }) => {
    const holdings = of.split(", ").map((item) => {
      const [contracts = "", name = ""] = item.split(" ");
      return { series: series(`XYZ-${name}`), contracts: Number(contracts) };
    });
    const paidMicros = dollars((Number(paid) * 100).toString());
    const outcomes = outcomesOf(holdings, paidMicros);
    const text = (amount: typeof outcomes.maxLossMicros) =>
      amount === "unlimited" ? amount : formatDollars(amount);

    expect(text(outcomes.maxLossMicros)).toBe(loss);
    expect(text(outcomes.maxProfitMicros)).toBe(profit);
    expect(outcomes.breakevensMicros.map(formatDollars).join(" ")).toBe(even);
  },
);

test("a covered call: stock at 98, a 100 call sold for 2.50", () => {
  // Even at 98 - 2.50; called away at 100 it makes 2 + 2.50; at zero all but the premium is lost.
  const call = series("XYZ-100C");
  const found = outcomesOf(
    [sharesHolding(call, 1), { series: call, contracts: -1 }],
    dollars("9550"),
  );
  expect(formatDollars(found.breakevensMicros[0] ?? dollars("0"))).toBe("95.5");
  expect(found.maxProfitMicros).toBe(dollars("450"));
  expect(found.maxLossMicros).toBe(dollars("9550"));
});

describe("the curve", () => {
  const corners = (of: string, paid: string) =>
    outcomesOf(
      of.split(", ").map((item) => {
        const [contracts = "", name = ""] = item.split(" ");
        return { series: series(`XYZ-${name}`), contracts: Number(contracts) };
      }),
      dollars(paid),
    ).corners.map(
      ({ priceMicros, profitMicros }) =>
        `${formatDollars(priceMicros)}: ${formatDollars(profitMicros)}`,
    );

  test("begins at zero, bends at the strikes in their order, and shows its last slope", () => {
    // 150 received; five wide: 350 is lost at 95 and below, nothing changes beyond 100.
    expect(corners("-1 100P, +1 95P", "-150")).toEqual([
      "0: -350",
      "95: -350",
      "100: 150",
      "200: 150",
    ]);
    expect(corners("+1 95P, -1 100P", "-150")).toEqual(corners("-1 100P, +1 95P", "-150"));
    // Paid 200: at twice the strike 100 a share, less what it cost.
    expect(corners("+1 100C", "200")).toEqual(["0: -200", "100: -200", "200: 9800"]);
  });

  test("goes on until it breaks even, where that is further out", () => {
    // 50 strike for 131 a share: even at 181; 50 + 2 x 131 is shown.
    expect(corners("+1 50C", "13100")).toEqual(["0: -13100", "50: -13100", "312: 13100"]);
  });

  test("shares beside an option count from zero, strikes that are the same once", () => {
    const call = series("XYZ-100C");
    const put = series("XYZ-100P");
    const { corners: found } = outcomesOf(
      [sharesHolding(call, 1), { series: call, contracts: -1 }, { series: put, contracts: 1 }],
      dollars("9900"),
    );
    // A collar at one strike: 100 whatever comes, for 99.
    expect(found.map(({ profitMicros }) => formatDollars(profitMicros))).toEqual([
      "100",
      "100",
      "100",
    ]);
  });
});

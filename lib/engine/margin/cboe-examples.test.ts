/**
 * The strategies of engine.md §5 at one market, each worked by hand from the text of its rule.
 *
 * Source: Cboe Margin Manual (initial and maintenance requirements, and "Maintenance Margin for Hedged
 * Underlying Positions"), FINRA 4210(f)(2). The manual's own sample prices differ by edition, so every
 * row carries its arithmetic. Initial is what is taken of the account's excess; premium paid for longs
 * has left cash before and is no part of it.
 */
import { expect, test } from "vitest";
import { formatPrice } from "../decimal";
import { account, quote } from "../testing/builders";
import { marketOf } from "../testing/market";
import { balancesOf } from "./balances";

/** XYZ at 128.50, as the manual's stock examples; marks of the series in dollars a share. */
const MARKS: { readonly [name: string]: string } = {
  XYZ: "128.50",
  "XYZ-110P": "0.50",
  "XYZ-120P": "1.50",
  "XYZ-125P": "3",
  "XYZ-130P": "5",
  "XYZ-135P": "8.50",
  "XYZ-120C": "10",
  "XYZ-125C": "6.50",
  "XYZ-130C": "4",
  "XYZ-135C": "2",
  "XYZ-140C": "1",
  "XYZ-130C@270115": "6",
  "XYZ-140C@270115": "2.50",
  "XYZ-130C@280121": "20", // fourteen months: more than nine
  "XYZ-120P@280121": "12",
};
const MARKET = marketOf(
  Object.entries(MARKS).map(([symbol, mark]) => quote({ symbol, bid: mark, ask: mark })),
);

interface Example {
  readonly name: string;
  readonly holds: string;
  readonly initial: string;
  readonly keeps?: string;
}

/** "-100 XYZ, +1 XYZ-130C" held on margin; the lines of what it takes to open and to keep. */
function worked(holds: string) {
  const entries = holds.split(", ").map((item) => {
    const [count = "", name = ""] = item.split(" ");
    return [name, `${Number(count)} @ ${MARKS[name]}`] as const;
  });
  const state = account({ cash: "100000", holds: Object.fromEntries(entries) });
  const balances = balancesOf(state, MARKET);
  const text = (lines: typeof balances.maintenance) =>
    lines.map((line) => `${line.strategy} ${formatPrice(line.amountMicros)}`).join(", ");
  return {
    initial: text([...balances.requirement, ...balances.stockRequirement]),
    keeps: text(balances.maintenance),
    lent: balances.requirement.map((line) => formatPrice(line.lentMicros)),
  };
}

const OPTIONS: readonly Example[] = [
  {
    name: "long call, nine months or less: paid in full",
    holds: "1 XYZ-130C",
    initial: "long_option 0.00",
  },
  // 4 + max(20% x 128.50 - 1.50, 12.85) = 4 + 24.20 = 28.20
  { name: "short call", holds: "-1 XYZ-130C", initial: "naked_call 2820.00" },
  // 1 + max(25.70 - 11.50, 12.85) = 1 + 14.20
  { name: "short call, out of the money", holds: "-1 XYZ-140C", initial: "naked_call 1520.00" },
  // 1.50 + max(25.70 - 8.50, 12.00) = 1.50 + 17.20
  { name: "short put", holds: "-1 XYZ-120P", initial: "naked_put 1870.00" },
  // 0.50 + max(25.70 - 18.50, 10% x 110 = 11) = 11.50
  { name: "short put at its least", holds: "-1 XYZ-110P", initial: "naked_put 1150.00" },
  // Call 4 + 24.20 = 28.20; put 5 + 25.70 = 30.70 is greater: + 4.
  { name: "short straddle", holds: "-1 XYZ-130C, -1 XYZ-130P", initial: "short_straddle 3470.00" },
  // Call 140: 15.20; put 120: 18.70 is greater: + 1.
  { name: "short strangle", holds: "-1 XYZ-140C, -1 XYZ-120P", initial: "short_strangle 1970.00" },
  {
    name: "credit call vertical: 140 - 130",
    holds: "-1 XYZ-130C, 1 XYZ-140C",
    initial: "credit_vertical 1000.00",
  },
  { name: "debit call vertical", holds: "1 XYZ-130C, -1 XYZ-140C", initial: "debit_vertical 0.00" },
  {
    name: "credit put vertical: 130 - 125",
    holds: "-1 XYZ-130P, 1 XYZ-125P",
    initial: "credit_vertical 500.00",
  },
  { name: "debit put vertical", holds: "1 XYZ-130P, -1 XYZ-125P", initial: "debit_vertical 0.00" },
  {
    name: "long butterfly",
    holds: "1 XYZ-120C, -2 XYZ-125C, 1 XYZ-130C",
    initial: "long_butterfly 0.00",
  },
  {
    name: "short butterfly: 125 - 120",
    holds: "-1 XYZ-120C, 2 XYZ-125C, -1 XYZ-130C",
    initial: "short_butterfly 500.00",
  },
  {
    name: "long condor",
    holds: "1 XYZ-120C, -1 XYZ-125C, -1 XYZ-130C, 1 XYZ-135C",
    initial: "long_condor 0.00",
  },
  {
    name: "short condor: 125 - 120",
    holds: "-1 XYZ-120C, 1 XYZ-125C, 1 XYZ-130C, -1 XYZ-135C",
    initial: "short_condor 500.00",
  },
  // Wings of 10 and 5.
  {
    name: "iron condor: the greater wing",
    holds: "1 XYZ-110P, -1 XYZ-120P, -1 XYZ-135C, 1 XYZ-140C",
    initial: "iron_condor 1000.00",
  },
  {
    name: "iron butterfly",
    holds: "1 XYZ-125P, -1 XYZ-130P, -1 XYZ-130C, 1 XYZ-135C",
    initial: "iron_butterfly 500.00",
  },
  {
    name: "long box",
    holds: "1 XYZ-125C, -1 XYZ-130C, 1 XYZ-130P, -1 XYZ-125P",
    initial: "long_box 0.00",
  },
  {
    name: "short box: 130 - 125",
    holds: "-1 XYZ-125C, 1 XYZ-130C, -1 XYZ-130P, 1 XYZ-125P",
    initial: "short_box 500.00",
  },
  {
    name: "calendar, the long lives longer",
    holds: "-1 XYZ-130C, 1 XYZ-130C@270115",
    initial: "calendar 0.00",
  },
  {
    name: "diagonal: 140 - 130",
    holds: "-1 XYZ-130C, 1 XYZ-140C@270115",
    initial: "diagonal 1000.00",
  },
  // 6 + 24.20 = 30.20: the short of January outlives the call of December.
  {
    name: "calendar, the short lives longer",
    holds: "1 XYZ-130C, -1 XYZ-130C@270115",
    initial: "naked_call 3020.00, long_option 0.00",
  },
  // One vertical of no loss; 2 + max(25.70 - 6.50, 12.85) = 21.20.
  {
    name: "call ratio",
    holds: "1 XYZ-130C, -2 XYZ-135C",
    initial: "debit_vertical 0.00, naked_call 2120.00",
  },
  {
    name: "call backspread",
    holds: "-1 XYZ-130C, 2 XYZ-135C",
    initial: "credit_vertical 500.00, long_option 0.00",
  },
];

test.each(OPTIONS)("$name: $initial, and as much to keep", ({ holds, initial }) => {
  expect(worked(holds)).toMatchObject({ initial, keeps: initial });
});

// 12,850 of stock: half of it, 6,425, to open; a quarter, 3,212.50, to keep.
const HEDGED: readonly Example[] = [
  {
    name: "long stock",
    holds: "100 XYZ",
    initial: "long_stock 6425.00",
    keeps: "long_stock 3212.50",
  },
  // Owed 12,850; beyond it 50% = 6,425 to open, 30% = 3,855 to keep.
  {
    name: "short stock",
    holds: "-100 XYZ",
    initial: "short_stock 6425.00",
    keeps: "short_stock 3855.00",
  },
  // Out of the money: a quarter of 128.50.
  {
    name: "covered call",
    holds: "100 XYZ, -1 XYZ-130C",
    initial: "covered_call 0.00, long_stock 6425.00",
    keeps: "covered_call 3212.50",
  },
  // 8.50 in the money stays owed; the stock counts at the strike: 25% x 120 = 30, + 8.50.
  {
    name: "covered call in the money",
    holds: "100 XYZ, -1 XYZ-120C",
    initial: "covered_call 850.00, long_stock 6425.00",
    keeps: "covered_call 3850.00",
  },
  // Out of the money put: 30% of 128.50.
  {
    name: "covered put",
    holds: "-100 XYZ, -1 XYZ-120P",
    initial: "covered_put 0.00, short_stock 6425.00",
    keeps: "covered_put 3855.00",
  },
  // 6.50 in the money; the stock counts at the strike: 30% x 135 = 40.50, + 6.50.
  {
    name: "covered put in the money",
    holds: "-100 XYZ, -1 XYZ-135P",
    initial: "covered_put 650.00, short_stock 6425.00",
    keeps: "covered_put 4700.00",
  },
  // 10% x 125 + 3.50 out of the money = 16.00, less than 25% x 128.50 = 32.125.
  {
    name: "protective put",
    holds: "100 XYZ, 1 XYZ-125P",
    initial: "long_option 0.00, long_stock 6425.00",
    keeps: "protective_put 1600.00",
  },
  // 10% x 110 + 18.50 = 29.50, still less than 32.125.
  {
    name: "protective put, far out",
    holds: "100 XYZ, 1 XYZ-110P",
    initial: "long_option 0.00, long_stock 6425.00",
    keeps: "protective_put 2950.00",
  },
  // 10% x 130 + 1.50 = 14.50, less than 30% x 128.50 = 38.55.
  {
    name: "protective call",
    holds: "-100 XYZ, 1 XYZ-130C",
    initial: "long_option 0.00, short_stock 6425.00",
    keeps: "protective_call 1450.00",
  },
  // Put 125: 12.50 + 3.50 = 16.00; 25% of the call's 135 = 33.75.
  {
    name: "collar",
    holds: "100 XYZ, 1 XYZ-125P, -1 XYZ-135C",
    initial: "covered_call 0.00, long_option 0.00, long_stock 6425.00",
    keeps: "collar 1600.00",
  },
  // 10% x 130.
  {
    name: "conversion",
    holds: "100 XYZ, 1 XYZ-130P, -1 XYZ-130C",
    initial: "covered_call 0.00, long_option 0.00, long_stock 6425.00",
    keeps: "conversion 1300.00",
  },
  // 10% x 130, and 1.50 of the put is in the money.
  {
    name: "reversal",
    holds: "-100 XYZ, -1 XYZ-130P, 1 XYZ-130C",
    initial: "covered_put 150.00, long_option 0.00, short_stock 6425.00",
    keeps: "reversal 1450.00",
  },
];

test.each(HEDGED)("$name: to open $initial; to keep $keeps", ({ holds, initial, keeps }) => {
  expect(worked(holds)).toMatchObject({ initial, keeps });
});

test.each([
  // 20 a share x 100 = 2,000: a quarter is lent.
  { name: "a long call of fourteen months", holds: "1 XYZ-130C@280121", lent: ["500.00"] },
  { name: "a long call of two months", holds: "1 XYZ-130C@270115", lent: ["0.00"] },
  // In a calendar the long must be paid in full, and it saves 2,820 of naked call.
  {
    name: "the same as the cover of a short",
    holds: "1 XYZ-130C@280121, -1 XYZ-130C",
    lent: ["0.00"],
  },
])("$name lends $lent", ({ holds, lent }) => {
  expect(worked(holds).lent).toEqual(lent);
});

import { expect, test } from "vitest";
import type { AccountState } from "../account/account-state";
import { decide } from "../account/decide";
import { evolveAll, postingsOf } from "../account/evolve";
import { instantOf } from "../calendar/new-york";
import { formatDollars } from "../decimal";
import type { AccountEvent } from "../event/event";
import { micros } from "../money";
import { account, dollars } from "../testing/builders";
import { marketOf } from "../testing/market";

/** Rates of 7.2% on debits and 3.6% on credits make round numbers: 0.02% and 0.01% a day. */
interface Evening {
  readonly date: string;
  readonly debitBps?: number;
  readonly creditBps?: number;
  readonly borrow?: { readonly [symbol: string]: number };
  readonly closes?: { readonly [symbol: string]: string };
  readonly minute?: number;
}

function evening(
  state: AccountState,
  { date, debitBps = 720, creditBps = 0, borrow = {}, closes = {}, minute = 980 }: Evening,
) {
  const prices = Object.entries(closes).map(([symbol, price]) => {
    return { symbol, time: "pm", priceMicros: dollars(price) } as const;
  });
  const rates = Object.entries(borrow).map(([symbol, rateBps]) => ({ symbol, rateBps }));
  const market = marketOf([], { nowMs: instantOf(date, minute) });
  return decide(
    state,
    { type: "accrue_interest", date, debitBps, creditBps, borrow: rates, prices },
    market,
  );
}

function textOf(event: AccountEvent): string {
  if (event.type === "interest_accrued") {
    const fees = event.borrow.map(
      ({ symbol, feeMicros }) => ` ${symbol} ${formatDollars(feeMicros)}`,
    );
    return `${event.days} days ${formatDollars(event.interestMicros)}${fees.join("")}`;
  }
  if (event.type === "interest_posted") {
    return `posted ${event.month} ${formatDollars(event.interestMicros)} and ${formatDollars(event.borrowMicros)}`;
  }
  return event.type;
}

function textsOf(state: AccountState, facts: Evening): readonly string[] {
  const decision = evening(state, facts);
  return decision.ok ? decision.value.map(textOf) : [decision.error.code];
}

/** Settled cash of this many dollars, and what it holds. */
function holding(cash: string, holds: { readonly [name: string]: string } = {}): AccountState {
  const opened = account({ cash: "1", holds });
  return { ...opened, cashMicros: dollars(cash) };
}

test.each([
  // 10,000 x 7.2% / 360 = 2.00 a day. Friday to Monday is three days.
  { cash: "-10000", date: "2026-11-19", gives: ["1 days -2"] },
  { cash: "-10000", date: "2026-11-20", gives: ["3 days -6"] },
  // Thanksgiving: Wednesday to Friday.
  { cash: "-10000", date: "2026-11-25", gives: ["2 days -4"] },
  // The last business day of November is a Monday and posts what it accrues.
  { cash: "-10000", date: "2026-11-30", gives: ["1 days -2", "posted 2026-11 -2 and 0"] },
  // 333 x 7.2% / 360 = 0.0666 a day.
  { cash: "-333", date: "2026-11-19", gives: ["1 days -0.0666"] },
  { cash: "10000", date: "2026-11-20", gives: [] },
  { cash: "10000", date: "2026-11-20", creditBps: 360, gives: ["3 days 3"] },
  { cash: "-10000", date: "2026-11-21", gives: [] },
  { cash: "-10000", date: "2026-11-20", minute: 959, gives: [] },
])("$cash on $date: $gives", ({ cash, gives, ...facts }) => {
  expect(textsOf(holding(cash), facts)).toEqual(gives);
});

const SHORT = { AAPL: "-100 @ 100" };

test.each([
  // 100 x 110 = 11,000 x 18% / 360 x 3 days = 16.50.
  { borrow: { AAPL: 1800 }, closes: { AAPL: "110" }, gives: ["3 days 0 AAPL 16.5"] },
  { borrow: {}, closes: {}, gives: [] },
  { borrow: { AAPL: 1800 }, closes: {}, gives: ["no_settlement_price"] },
  // 12,000 of cash, of which 11,000 stand against the short: 1,000 x 3.6% / 360 x 3.
  { borrow: {}, closes: { AAPL: "110" }, creditBps: 360, gives: ["3 days 0.3"] },
])("a short with $borrow at $closes: $gives", ({ borrow, closes, gives, ...rest }) => {
  const facts = {
    borrow: { ...borrow } as { [symbol: string]: number },
    closes: { ...closes } as { [symbol: string]: string },
  };
  expect(textsOf(holding("12000", SHORT), { date: "2026-11-20", ...facts, ...rest })).toEqual(
    gives,
  );
});

test("a day accrues once, a month posts once and keeps what is less than a cent", () => {
  let state = holding("-333");
  const seen: string[] = [];
  for (const date of ["2026-11-27", "2026-11-27", "2026-11-30", "2026-11-30", "2026-12-01"]) {
    const decision = evening(state, { date });
    if (!decision.ok) throw new Error(decision.error.code);
    seen.push(...decision.value.map(textOf));
    state = evolveAll(state, decision.value);
  }
  // 3 x 0.0666 + 0.0666 = 0.2664: 0.27 is posted and 0.0036 is ahead; 333.27 x 7.2% / 360 = 0.066654.
  expect(seen).toEqual([
    "3 days -0.1998",
    "1 days -0.0666",
    "posted 2026-11 -0.27 and 0",
    "1 days -0.066654",
  ]);
  expect(formatDollars(state.cashMicros)).toBe("-333.27");
  expect(formatDollars(state.lifecycle.interestAccruedMicros)).toBe("-0.063054");
  expect(formatDollars(state.lifecycle.totals.interestMicros)).toBe("-0.27");
});

test("a month whose last evening was missed is posted with the next", () => {
  const first = evening(holding("-10000"), { date: "2026-11-27" });
  const state = evolveAll(holding("-10000"), first.ok ? first.value : []);
  // 10,006 x 7.2% / 360 = 2.0012.
  expect(textsOf(state, { date: "2026-12-01" })).toEqual([
    "posted 2026-11 -6 and 0",
    "1 days -2.0012",
  ]);
});

test("a posting balances: what leaves the cash is interest and borrow fees", () => {
  const event: AccountEvent = {
    ...{ type: "interest_posted", month: "2026-11", atMs: 1, rules: 1 },
    ...{ interestMicros: micros(-6_000_000n), borrowMicros: micros(1_500_000n) },
  };
  expect(postingsOf(holding("0"), event)).toEqual([
    { account: "cash", amountMicros: dollars("-7.5") },
    { account: "interest", amountMicros: dollars("6") },
    { account: "borrow_fees", amountMicros: dollars("1.5") },
  ]);
});

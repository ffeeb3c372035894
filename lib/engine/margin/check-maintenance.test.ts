import { expect, test } from "vitest";
import type { AccountState } from "../account/account-state";
import { instantOf } from "../calendar/new-york";
import { formatDollars } from "../decimal";
import { explainMargin } from "../explain/explain-margin";
import { account, dollars, limitOrder, quote, run, submitted } from "../testing/builders";
import { marketOf } from "../testing/market";

const CALLED_MS = instantOf("2026-11-20", 10 * 60);
const IDS = Array.from({ length: 12 }, (_, n) => `liq-${n}`);

function marketAt(aapl: string, nowMs = CALLED_MS, more: Parameters<typeof quote>[0][] = []) {
  return marketOf([quote({ symbol: "AAPL", bid: aapl, ask: aapl }), ...more.map(quote)], { nowMs });
}

function check(state: AccountState, market: ReturnType<typeof marketOf>) {
  return run(state, { type: "check_maintenance", callId: "call-1", ids: IDS }, market);
}

// 100 shares bought on 5,000 of borrowed money. At 60 they are worth 6,000: equity 1,000, and 25% of
// 6,000 = 1,500 must be kept.
const BORROWER = account({ cash: "-5000", holds: { AAPL: "100 @ 100" } });

test("a call names what is there, what must be kept, and when it is due", () => {
  const { events, state } = check(BORROWER, marketAt("60"));

  expect(events).toMatchObject([{ type: "margin_called", callId: "call-1" }]);
  const [called] = events;
  if (called?.type !== "margin_called") throw new Error("called");
  expect(formatDollars(called.equityMicros)).toBe("1000");
  expect(formatDollars(called.maintenanceMicros)).toBe("1500");
  // Five trading days from Friday 20 November, Thanksgiving left out: 23, 24, 25, 27, 30.
  expect(called.dueAtMs).toBe(instantOf("2026-11-30", 16 * 60));
  expect(state.margin.call).toMatchObject({ id: "call-1", orderIds: [] });
  expect(explainMargin(called)).toContain("$500.00 is missing");
});

test("the policy alpaca gives two trading days", () => {
  const [called] = check({ ...BORROWER, policy: "alpaca" }, marketAt("60")).events;
  expect(called).toMatchObject({ dueAtMs: instantOf("2026-11-24", 16 * 60) });
});

test("an account that is worth nothing has nothing to wait for", () => {
  // 100 x 40 = 4,000 against a debt of 5,000.
  const [called] = check(BORROWER, marketAt("40")).events;
  expect(called).toMatchObject({ type: "margin_called", dueAtMs: CALLED_MS });
});

test.each([
  // 66.70: equity 1,670, must keep 1,667.50.
  { name: "enough equity", at: "66.70" },
  // 66.00: equity 1,600, must keep 1,650; 50 is less than 5% of 1,600 = 80.
  { name: "a small amount", at: "66.00" },
])("$name is no call", ({ at }) => {
  expect(check(BORROWER, marketAt(at)).events).toEqual([]);
});

test("without a quote nothing is called", () => {
  expect(check(BORROWER, marketOf([], { nowMs: CALLED_MS })).events).toEqual([]);
});

/** So many shares at 100 on a debt. */
const owing = (shares: string, debt: string) =>
  account({ cash: `-${debt}`, holds: { AAPL: `${shares} @ 100` } });

// By hand: what is missing is 25% of the value less the equity.
test.each([
  { name: "nothing is missing", state: owing("100", "7500"), calls: 0 },
  // Equity 4,000 of 16,800: 4,200 - 4,000 = 200, exactly 5%.
  { name: "a twentieth of the equity", state: owing("168", "12800"), calls: 0 },
  { name: "a cent more than a twentieth", state: owing("168", "12800.01"), calls: 1 },
  // Equity 40,000 of 164,000: 1,000; of 2,000 that would be a twentieth.
  { name: "1,000", state: owing("1640", "124000"), calls: 0 },
  { name: "a cent more than 1,000", state: owing("1640", "124000.01"), calls: 1 },
  { name: "nothing left", state: owing("100", "10000"), calls: 1 },
])("$name: $calls calls", ({ state, calls }) => {
  expect(check(state, marketAt("100")).events).toHaveLength(calls);
});

test("an account that is worth exactly nothing has nothing to wait for either", () => {
  const [called] = check(owing("100", "10000"), marketAt("100")).events;
  expect(called).toMatchObject({ type: "margin_called", dueAtMs: CALLED_MS });
});

test("a call is met by the last cent", () => {
  const called = check(owing("100", "8000"), marketAt("100")).state;
  const paid = { ...called, cashMicros: dollars("-7500") };
  expect(check(paid, marketAt("100")).events).toMatchObject([{ type: "margin_call_met" }]);
});

test.each<{ name: string; change: Partial<AccountState> }>([
  { name: "a cash account", change: { kind: "cash" } },
  { name: "a frozen account", change: { frozenReason: "under review" } },
])("$name is not called", ({ change }) => {
  expect(check({ ...BORROWER, ...change }, marketAt("60")).events).toEqual([]);
});

test("while the feed is down nothing is called", () => {
  const silent = { ...marketAt("60"), feedAlive: false };
  expect(check(BORROWER, silent).events).toEqual([]);
});

test.each([
  { name: "without a quote of the option", quotes: [{ symbol: "SPY", bid: "600", ask: "600" }] },
  {
    name: "without a quote of what it is on",
    quotes: [{ symbol: "SPY-600P", bid: "10", ask: "10" }],
  },
])("$name nothing is called", ({ quotes }) => {
  const state = account({ cash: "-5000", holds: { AAPL: "100 @ 100", "SPY-600P": "-1 @ 10" } });
  expect(check(state, marketAt("60", CALLED_MS, quotes)).events).toEqual([]);
});

test("a call that is out is not sent twice, and is met when the price is back", () => {
  const called = check(BORROWER, marketAt("60")).state;
  expect(check(called, marketAt("60")).events).toEqual([]);

  // 100 x 80: equity 3,000 against 2,000.
  const met = check(called, marketAt("80"));
  expect(met.events).toMatchObject([{ type: "margin_call_met", callId: "call-1" }]);
  expect(met.state.margin.call).toBeNull();
});

const LATE_MS = instantOf("2026-12-01", 10 * 60);

test("what was not met is closed, no more than it takes, after what is in the way", () => {
  const order = limitOrder("buy", "1 @ 1", { id: "buyer" });
  const working = submitted(BORROWER, { ...order, timeInForce: "gtc" }, marketAt("120")).state;
  const called = check(working, marketAt("60")).state;
  const { events, state } = check(called, marketAt("60", LATE_MS));

  // Closing all 100 frees 1,500; 500 are missing: a third, 33.3, so 34 of 100 shares.
  expect(events).toMatchObject([
    { type: "order_canceled", orderId: "buyer", reason: "margin_call" },
    {
      type: "margin_liquidated",
      rule: "greatest_relief_first",
      choices: [{ underlying: "AAPL", freedMicros: 1_500_000_000n }],
      parts: { closed: 34, of: 100 },
      orderIds: ["liq-0"],
    },
    { type: "order_accepted", order: { id: "liq-0", qtyNanos: 34_000_000_000n } },
  ]);
  const done = run(
    state,
    { type: "match_order", orderId: "liq-0", trigger: "arrival" },
    marketAt("60", LATE_MS),
  );
  // 66 x 60 x 25% = 990 against 1,000 of equity.
  expect(check(done.state, marketAt("60", LATE_MS)).events).toMatchObject([
    { type: "margin_call_met" },
  ]);
});

test("while the closing orders work nothing more is closed, nor out of hours", () => {
  const called = check(BORROWER, marketAt("60")).state;
  const night = marketAt("60", instantOf("2026-12-01", 20 * 60));
  expect(check(called, night).events).toEqual([]);

  const closing = check(called, marketAt("60", LATE_MS)).state;
  expect(check(closing, marketAt("60", LATE_MS)).events).toEqual([]);
});

test("what holds most goes first, and a spread goes whole", () => {
  const spy = [
    { symbol: "SPY", bid: "600", ask: "600" },
    { symbol: "SPY-600P@261218", bid: "10", ask: "10" },
    { symbol: "SPY-580P@261218", bid: "4", ask: "4" },
  ];
  const state = account({
    cash: "-2500",
    holds: { AAPL: "100 @ 100", "SPY-600P@261218": "-2 @ 10", "SPY-580P@261218": "2 @ 4" },
  });
  // Equity -2,500 + 6,000 - 2,000 + 800 = 2,300. To keep: AAPL 1,500; the spread 2 x 20 x 100 = 4,000,
  // of which 1,200 are owed already: 2,800. 4,300 - 2,300 = 2,000 are missing.
  const called = check(state, marketAt("60", CALLED_MS, spy)).state;
  const { events } = check(called, marketAt("60", LATE_MS, spy));
  const liquidated = events.find((event) => event.type === "margin_liquidated");

  expect(liquidated).toMatchObject({
    shortfallMicros: 2_000_000_000n,
    choices: [
      { underlying: "SPY", freedMicros: 2_800_000_000n },
      { underlying: "AAPL", freedMicros: 1_500_000_000n },
    ],
    // One of two spreads frees 1,400; both are needed.
    parts: { closed: 2, of: 2 },
  });
  expect(events.at(-1)).toMatchObject({
    type: "order_accepted",
    order: { orderClass: "mleg", legs: [{ side: "sell" }, { side: "buy" }] },
  });
  if (liquidated?.type !== "margin_liquidated") throw new Error("liquidated");
  expect(explainMargin(liquidated)).toBe(
    "The margin call was not met and $2000.00 is missing. What frees most goes first: SPY frees $2800.00; the next, AAPL, would free $1500.00. Closed: all of it.",
  );
});

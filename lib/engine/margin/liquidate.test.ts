import { expect, test } from "vitest";
import type { AccountState } from "../account/account-state";
import { decide } from "../account/decide";
import { instantOf } from "../calendar/new-york";
import { account, limitOrder, quote, run, submitted } from "../testing/builders";
import { marketOf } from "../testing/market";

const CALLED_MS = instantOf("2026-11-20", 10 * 60);
const LATE_MS = instantOf("2026-12-01", 10 * 60);

/** Stock at these prices. */
function marketAt(prices: { readonly [symbol: string]: string }, nowMs: number) {
  const quotes = Object.entries(prices).map(([symbol, price]) =>
    quote({ symbol, bid: price, ask: price, atMs: nowMs }),
  );
  return marketOf(quotes, { nowMs });
}

const check = (ids: number) =>
  ({
    type: "check_maintenance",
    callId: "call-1",
    ids: Array.from({ length: ids }, (_, n) => `liq-${n}`),
  }) as const;

/** The events of the check after the call was not met. */
function liquidated(state: AccountState, prices: { readonly [symbol: string]: string }, ids = 12) {
  const called = run(state, check(0), marketAt(prices, CALLED_MS)).state;
  return decide(called, check(ids), marketAt(prices, LATE_MS));
}

function eventsOf(decision: ReturnType<typeof liquidated>) {
  if (!decision.ok) throw new Error(decision.error.code);
  return decision.value;
}

function choiceOf(decision: ReturnType<typeof liquidated>) {
  const found = eventsOf(decision).find((event) => event.type === "margin_liquidated");
  if (found?.type !== "margin_liquidated") throw new Error("liquidated");
  const choices = found.choices.map(
    ({ underlying, freedMicros }) => `${underlying} ${freedMicros / 1_000_000n}`,
  );
  return { choices, closed: found.parts.closed, of: found.parts.of, ids: found.orderIds };
}

// 100 shares at 60 on a debt of 5,000: equity 1,000, and 1,500 must be kept.
const BORROWER = account({ cash: "-5000", holds: { AAPL: "100 @ 100" } });

// One for the order and one for its leg.
test("too few ids are refused by how many it takes", () => {
  const decision = liquidated(BORROWER, { AAPL: "60" }, 1);
  expect(decision).toEqual({ ok: false, error: { code: "not_enough_ids", needed: 2 } });
  expect(choiceOf(liquidated(BORROWER, { AAPL: "60" }, 2)).ids).toEqual(["liq-0"]);
});

// Each frees 25% of 3,000 = 750; 6,000 - 5,000 = 1,000 are there, so 500 are missing: two thirds of 50, 34.
test("of two that free as much, the first by name goes, and no more than the shortfall takes", () => {
  const two = account({ cash: "-5000", holds: { MSFT: "50 @ 100", AAPL: "50 @ 100" } });
  expect(choiceOf(liquidated(two, { AAPL: "60", MSFT: "60" }))).toEqual({
    choices: ["AAPL 750", "MSFT 750"],
    ...{ closed: 34, of: 50, ids: ["liq-0"] },
  });
});

// MSFT holds 25% of 4,500 = 1,125, AAPL 375; 500 are missing, and one share of 75 frees 15: 33.3, so 34.
test("the greater goes first, wherever it stands", () => {
  const two = account({ cash: "-5000", holds: { AAPL: "25 @ 100", MSFT: "75 @ 100" } });
  expect(choiceOf(liquidated(two, { AAPL: "60", MSFT: "60" }))).toMatchObject({
    ...{ choices: ["MSFT 1125", "AAPL 375"], closed: 34, of: 75 },
  });
});

// 100.5 x 60 = 6,030: equity 1,030, to keep 1,507.50.
test("a position with a fraction of a share has no equal parts and goes whole", () => {
  const fraction = account({ cash: "-5000", holds: { AAPL: "100.5 @ 100" } });
  expect(choiceOf(liquidated(fraction, { AAPL: "60" }))).toMatchObject({ closed: 1, of: 1 });
});

test("orders that open anything go, and those on what is closed; an exit of something else stays", () => {
  const prices = { AAPL: "60", MSFT: "10" };
  const start = marketAt({ AAPL: "120", MSFT: "10" }, CALLED_MS);
  const orders = [
    limitOrder("sell", "10 @ 200", { id: "exit-aapl", symbol: "AAPL" }),
    limitOrder("sell", "10 @ 20", { id: "exit-msft", symbol: "MSFT" }),
    limitOrder("buy", "1 @ 5", { id: "more-msft", symbol: "MSFT" }),
  ];
  let state: AccountState = account({
    cash: "-5000",
    holds: { AAPL: "100 @ 100", MSFT: "10 @ 10" },
  });
  for (const draft of orders) {
    state = submitted(state, { ...draft, timeInForce: "gtc" }, start).state;
  }
  const canceled = eventsOf(liquidated(state, prices)).flatMap((event) =>
    event.type === "order_canceled" ? [`${event.orderId} ${event.reason}`] : [],
  );
  expect(canceled).toEqual(["exit-aapl margin_call", "more-msft margin_call"]);
});

test("a debt that nothing held could pay closes nothing", () => {
  expect(eventsOf(liquidated(account({ cash: "-100" }), {}))).toEqual([]);
});

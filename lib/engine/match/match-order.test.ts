/** What one instant of the market does to one working order, by the rules of engine.md §4. */
import { describe, expect, test } from "vitest";
import type { AccountState } from "../account/account-state";
import { instantOf } from "../calendar/new-york";
import { formatPrice, formatQuantity } from "../decimal";
import type { MarketView, Quote } from "../market/quote";
import type { OrderDraft } from "../order/draft";
import { account, limitOrder, marketOrder, quote, run, submitted } from "../testing/builders";
import { marketOf } from "../testing/market";
import { matchOrder } from "./match-order";

/** "50 @ 10.01 by rule" or the reason for waiting. */
function outcome(state: AccountState, id: string, market: MarketView): string {
  const order = state.orders.get(id);
  if (order === undefined) return "gone";
  const match = matchOrder(state, order, market);
  if (match.kind === "wait") return match.reason.code;
  const { qtyNanos, priceMicros, ruleId } = match.fill;
  return `${formatQuantity(qtyNanos)} @ ${formatPrice(priceMicros)} by ${ruleId}`;
}

/** Accepted at the first quotes and matched at the later ones, on the same account. */
function matched(draft: OrderDraft, arrival: Quote[], later: Quote[], faults = {}): string {
  const holds = { AAPL: "200 @ 9" };
  const { state } = submitted(account({ holds }), draft, marketOf(arrival));
  return outcome(state, draft.id, marketOf(later, faults));
}

const touch = quote({ bid: "9.99", ask: "10.01", size: 50 });

describe("on arrival", () => {
  test.each([
    { draft: marketOrder("buy", "10"), is: "10 @ 10.01 by market_at_quote" },
    { draft: marketOrder("sell", "10"), is: "10 @ 9.99 by market_at_quote" },
    { draft: marketOrder("buy", "80"), is: "50 @ 10.01 by market_at_quote" },
    { draft: limitOrder("buy", "10 @ 10.01"), is: "10 @ 10.01 by limit_marketable_on_arrival" },
    { draft: limitOrder("buy", "10 @ 11"), is: "10 @ 10.01 by limit_marketable_on_arrival" },
    { draft: limitOrder("buy", "80 @ 11"), is: "50 @ 10.01 by limit_marketable_on_arrival" },
    { draft: limitOrder("sell", "10 @ 9.99"), is: "10 @ 9.99 by limit_marketable_on_arrival" },
    { draft: limitOrder("sell", "10 @ 9"), is: "10 @ 9.99 by limit_marketable_on_arrival" },
    { draft: limitOrder("buy", "10 @ 10"), is: "limit_not_reached" },
    { draft: limitOrder("sell", "10 @ 10"), is: "limit_not_reached" },
  ])("$draft.legs.0.side $draft.terms: $is", ({ draft, is }) => {
    expect(matched(draft, [touch], [touch])).toBe(is);
  });
});

describe("a resting limit", () => {
  const buy = limitOrder("buy", "10 @ 9.90");
  const sell = limitOrder("sell", "10 @ 10.10");

  test.each([
    { name: "buy, a cent away", draft: buy, bid: "9.89", ask: "9.91", is: "limit_not_reached" },
    {
      name: "buy, reached",
      draft: buy,
      bid: "9.88",
      ask: "9.90",
      is: "10 @ 9.90 by limit_resting",
    },
    { name: "buy, passed", draft: buy, bid: "9.50", ask: "9.52", is: "10 @ 9.90 by limit_resting" },
    {
      name: "buy, after a gap",
      draft: buy,
      bid: "9.50",
      ask: "9.52",
      gap: true,
      is: "10 @ 9.52 by limit_after_gap",
    },
    { name: "sell, a cent away", draft: sell, bid: "10.09", ask: "10.11", is: "limit_not_reached" },
    {
      name: "sell, reached",
      draft: sell,
      bid: "10.10",
      ask: "10.12",
      is: "10 @ 10.10 by limit_resting",
    },
    {
      name: "sell, passed",
      draft: sell,
      bid: "10.50",
      ask: "10.52",
      is: "10 @ 10.10 by limit_resting",
    },
    {
      name: "sell, after a gap",
      draft: sell,
      bid: "10.50",
      ask: "10.52",
      gap: true,
      is: "10 @ 10.50 by limit_after_gap",
    },
  ])("$name: $is", ({ draft, bid, ask, is, gap = false }) => {
    expect(matched(draft, [touch], [quote({ bid, ask, afterGap: gap })])).toBe(is);
  });

  test("an order that met no quote is not resting: its first quote is its arrival", () => {
    expect(matched(buy, [], [quote({ bid: "9.50", ask: "9.52" })])).toBe(
      "10 @ 9.52 by limit_marketable_on_arrival",
    );
  });
});

describe("a quote that nobody could trade on", () => {
  const at = (date: string, minute: number) => ({ nowMs: instantOf(date, minute) });

  test.each([
    { name: "none", later: [], is: "no_quote" },
    { name: "silent feed", faults: { feedAlive: false }, is: "stale" },
    { name: "halt", faults: { halted: ["AAPL"] }, is: "halted" },
    { name: "crossed", later: [quote({ bid: "10.02", ask: "10.01" })], is: "crossed" },
    {
      name: "locked",
      later: [quote({ bid: "10", ask: "10" })],
      is: "10 @ 10.00 by market_at_quote",
    },
    { name: "no ask", later: [quote({ bid: "9.99", ask: "0" })], is: "one_sided" },
    { name: "an ask of no size", later: [quote({ askSize: 0 })], is: "one_sided" },
    // engine.md §2: never on a one-sided quote. Of a stock that is either side; of an option the one
    // that is traded on (match-spread.test.ts: a wing nobody bids for is still for sale).
    { name: "no bid of a stock, for a buyer", later: [quote({ bid: "0" })], is: "one_sided" },
    // The order is of Friday 10:00: Monday's open is the first one after it.
    { name: "before the open", faults: at("2026-11-23", 569), is: "session_closed" },
    { name: "the open", faults: at("2026-11-23", 570), is: "10 @ 10.01 by market_at_quote" },
    { name: "a market from before the order", faults: at("2026-11-20", 599), is: "past_quote" },
    { name: "at the close", faults: at("2026-11-20", 960), is: "session_closed" },
    { name: "a half day at one", faults: at("2026-11-27", 780), is: "session_closed" },
    { name: "Thanksgiving", faults: at("2026-11-26", 600), is: "session_closed" },
  ])("$name: $is", ({ later, faults, is }) => {
    expect(matched(marketOrder("buy", "10"), [touch], later ?? [touch], faults)).toBe(is);
  });
});

describe("displayed size", () => {
  const match = { type: "match_order", trigger: "arrival" } as const;

  /** An account that has taken 40 of the 50 offered. */
  function taker() {
    const first = submitted(
      account(),
      marketOrder("buy", "40", { id: "first" }),
      marketOf([touch]),
    );
    return run(first.state, { ...match, orderId: "first" }, marketOf([touch])).state;
  }

  test.each([
    { name: "what was taken stays taken", later: touch, is: "10 @ 10.01 by market_at_quote" },
    {
      name: "an unchanged side at a later time is the same size",
      later: { ...touch, atMs: touch.atMs + 1_000, seq: 2 },
      is: "10 @ 10.01 by market_at_quote",
    },
    {
      name: "a side set again shows all of it",
      later: { ...touch, askSetAtMs: touch.askSetAtMs + 1 },
      is: "50 @ 10.01 by market_at_quote",
    },
    {
      name: "the other side was not touched",
      later: { ...touch, bidSetAtMs: touch.bidSetAtMs + 1 },
      is: "10 @ 10.01 by market_at_quote",
    },
  ])("$name", ({ later, is }) => {
    const { state } = submitted(
      taker(),
      marketOrder("buy", "80", { id: "second" }),
      marketOf([later]),
    );

    expect(outcome(state, "second", marketOf([later]))).toBe(is);
  });

  test("an account that took all of it waits", () => {
    const second = submitted(
      taker(),
      marketOrder("buy", "10", { id: "second" }),
      marketOf([touch]),
    );
    const { state } = run(second.state, { ...match, orderId: "second" }, marketOf([touch]));
    const third = submitted(state, marketOrder("buy", "1", { id: "third" }), marketOf([touch]));

    expect(outcome(third.state, "third", marketOf([touch]))).toBe("size_consumed");
  });

  test("its own sale is bounded by the bid, which it has not taken", () => {
    const { state } = submitted(
      taker(),
      marketOrder("sell", "40", { id: "out" }),
      marketOf([touch]),
    );

    expect(outcome(state, "out", marketOf([touch]))).toBe("40 @ 9.99 by market_at_quote");
  });
});

describe("an immediate-or-cancel order", () => {
  const ioc = { timeInForce: "ioc" } as const;

  test.each([
    { name: "fills whole", draft: limitOrder("buy", "50 @ 10.01", ioc), events: ["order_filled"] },
    {
      name: "cancels its rest",
      draft: limitOrder("buy", "51 @ 10.01", ioc),
      events: ["order_filled", "order_canceled"],
    },
    {
      name: "beyond its limit",
      draft: limitOrder("buy", "1 @ 10", ioc),
      events: ["order_canceled"],
    },
    {
      name: "without an offer",
      draft: marketOrder("buy", "1", ioc),
      ask: "0",
      events: ["order_canceled"],
    },
    {
      name: "in a halt it waits for an answer",
      draft: marketOrder("buy", "1", ioc),
      halted: ["AAPL"],
      events: [],
    },
  ])("$name", ({ draft, ask, halted, events }) => {
    const { state } = submitted(account(), draft, marketOf([touch]));
    const market = marketOf([ask === undefined ? touch : quote({ ask })], halted ? { halted } : {});
    const made = run(
      state,
      { type: "match_order", orderId: draft.id, trigger: "arrival" },
      market,
    ).events;

    expect(made.map((event) => event.type)).toEqual(events);
  });
});

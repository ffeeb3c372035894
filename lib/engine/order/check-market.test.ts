import { describe, expect, test } from "vitest";
import type { AccountState } from "../account/account-state";
import { decide } from "../account/decide";
import { instantOf } from "../calendar/new-york";
import type { MarketView } from "../market/quote";
import {
  account,
  limitOrder,
  marketOrder,
  quote,
  run,
  series,
  submitted,
} from "../testing/builders";
import { marketOf } from "../testing/market";
import type { OrderDraft } from "./draft";

const at = (date: string, minute: number) =>
  marketOf([quote({ symbol: "SPY-600P", bid: "2.10", ask: "2.20" })], {
    nowMs: instantOf(date, minute),
  });
const IN_SESSION = at("2026-11-20", 600);

function refusal(draft: OrderDraft, state: AccountState = account(), market = IN_SESSION) {
  const decision = decide(state, { type: "submit_order", draft }, market);
  return decision.ok ? "accepted" : decision.error;
}

describe("the session", () => {
  const expiring = { symbol: "SPY-600P@261120" };
  const holds = account({ holds: { "SPY-600P@261120": "1 @ 2" } });
  const symbol = "SPY261120P00600000";
  const late = series("SPY-600P@261120", { lateClose: true });
  const buy = limitOrder("buy", "1 @ 2", expiring);
  const sell = limitOrder("sell", "1 @ 2", expiring);

  test.each<{
    name: string;
    draft: OrderDraft;
    market: MarketView;
    is: unknown;
    of?: AccountState;
  }>([
    // No new opening orders from 15:30 of the last day (alpaca-wire.md §2.11).
    { name: "15:29", draft: buy, market: at("2026-11-20", 929), is: "accepted" },
    {
      name: "15:30",
      draft: buy,
      market: at("2026-11-20", 930),
      is: { code: "contract_expires_soon", symbol },
    },
    {
      name: "closing at 15:59",
      draft: sell,
      of: holds,
      market: at("2026-11-20", 959),
      is: "accepted",
    },
    {
      name: "closing at 16:00",
      draft: sell,
      of: holds,
      market: at("2026-11-20", 960),
      is: { code: "contract_expired", symbol },
    },
    {
      name: "closing a late-close series at 16:14",
      draft: limitOrder("sell", "1 @ 2", { instrument: late }),
      of: holds,
      market: at("2026-11-20", 974),
      is: "accepted",
    },
    {
      name: "the day after",
      draft: buy,
      market: at("2026-11-21", 600),
      is: { code: "contract_expired", symbol },
    },
    {
      name: "an option at the market at 09:29",
      draft: marketOrder("buy", "1", { symbol: "SPY-600P" }),
      market: at("2026-11-20", 569),
      is: { code: "option_market_closed", symbol: "SPY261218P00600000" },
    },
    {
      name: "an option at the market after a half day",
      draft: marketOrder("buy", "1", { symbol: "SPY-600P" }),
      market: at("2026-11-27", 780),
      is: { code: "option_market_closed", symbol: "SPY261218P00600000" },
    },
    {
      name: "ioc before the open",
      draft: limitOrder("buy", "1 @ 10", { timeInForce: "ioc" }),
      market: at("2026-11-20", 569),
      is: { code: "ioc_market_closed" },
    },
    {
      name: "ioc on an option",
      draft: limitOrder("buy", "1 @ 2", { symbol: "SPY-600P", timeInForce: "ioc" }),
      market: IN_SESSION,
      is: { code: "option_time_in_force", timeInForce: "ioc" },
    },
  ])("$name", ({ draft, market, is, of }) => {
    expect(refusal(draft, of ?? account(), market)).toEqual(is);
  });
});

describe("an order ends with its session", () => {
  test.each([
    {
      name: "day, stock",
      draft: limitOrder("buy", "1 @ 1"),
      at: ["2026-11-20", 600],
      ends: ["2026-11-20", 960],
    },
    {
      name: "day, half day",
      draft: limitOrder("buy", "1 @ 1"),
      at: ["2026-11-27", 600],
      ends: ["2026-11-27", 780],
    },
    {
      name: "day, after the close",
      draft: limitOrder("buy", "1 @ 1"),
      at: ["2026-11-25", 960],
      ends: ["2026-11-27", 780],
    },
    {
      name: "day, Saturday",
      draft: limitOrder("buy", "1 @ 1"),
      at: ["2026-11-21", 600],
      ends: ["2026-11-23", 960],
    },
    {
      name: "day, late-close option on a half day",
      draft: limitOrder("buy", "1 @ 1", { instrument: series("SPY-600P", { lateClose: true }) }),
      at: ["2026-11-27", 600],
      ends: ["2026-11-27", 795],
    },
    {
      name: "ioc",
      draft: limitOrder("buy", "1 @ 1", { timeInForce: "ioc" }),
      at: ["2026-11-20", 600],
      ends: ["2026-11-20", 960],
    },
    // 20 November + 90 days: 10 left in November, 31, 31, and 18 of February; 16:15 (alpaca-wire.md §1.6).
    {
      name: "gtc",
      draft: limitOrder("buy", "1 @ 1", { timeInForce: "gtc" }),
      at: ["2026-11-20", 600],
      ends: ["2027-02-18", 975],
    },
  ] as const)("$name", ({ draft, at: [date, minute], ends: [endDate, endMinute] }) => {
    const { state, order } = submitted(account(), draft, at(date, minute));
    const endsAtMs = instantOf(endDate, endMinute);
    expect(order.expiresAtMs).toBe(endsAtMs);

    const expire = { type: "expire_order", orderId: order.id } as const;
    expect(run(state, expire, marketOf([], { nowMs: endsAtMs - 1 })).events).toEqual([]);
    const { state: after, events } = run(state, expire, marketOf([], { nowMs: endsAtMs }));
    expect(events).toMatchObject([{ type: "order_expired", orderId: order.id }]);
    expect(after.orders.size).toBe(0);
  });
});

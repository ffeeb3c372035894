/**
 * Every refusal with its words and the nearest order that passes. The edits are worked out by hand
 * from the rule that was broken; that they pass is checked by sending the edited order.
 */
import { describe, expect, test } from "vitest";
import type { AccountState } from "../account/account-state";
import { decide } from "../account/decide";
import { instantOf } from "../calendar/new-york";
import { rejectionSentence } from "../explain/explain-rejection";
import type { MarketView } from "../market/quote";
import { account, dollars, equity, quote, spreadOrder, submitted } from "../testing/builders";
import { marketOf } from "../testing/market";
import { orderOf } from "../testing/order-text";
import type { OrderDraft } from "./draft";
import { applyEdit } from "./edit";
import { nearestEdit } from "./nearest-edit";
import type { Rejection } from "./rejection";

const QUOTES = [
  quote({ symbol: "AAPL", bid: "9.99", ask: "10.01", size: 5_000 }),
  quote({ symbol: "SPY-600P", bid: "2.10", ask: "2.20" }),
  quote({ symbol: "SPY-595P", bid: "0.90", ask: "1.00" }),
  quote({ symbol: "SPY", bid: "604.90", ask: "605.10", size: 5_000 }),
];
const MARKET = marketOf(QUOTES);
const at = (date: string, minute: number) => marketOf(QUOTES, { nowMs: instantOf(date, minute) });
const CASH = account({ kind: "cash", cash: "1000" });
const HOLDER = account({ holds: { AAPL: "100 @ 9" } });
const PUT = { symbol: "SPY-600P" };

interface Row {
  readonly draft: OrderDraft;
  readonly of?: AccountState;
  readonly market?: MarketView;
  readonly code: Rejection["code"];
  /** "field value", or none. */
  readonly edit: string;
}

function holding(text: string, side: "buy" | "sell" = "buy", of = account()): AccountState {
  return submitted(of, orderOf(side, text, { id: "other" }), MARKET).state;
}

const ROWS: readonly Row[] = [
  { draft: orderOf("buy", "0 limit 10"), code: "qty_not_positive", edit: "qty 1" },
  { draft: orderOf("buy", "2.7 limit 2", PUT), code: "qty_not_whole", edit: "qty 2" },
  // 1,000,000 x 0.10 = 100,000 of 200,000.
  { draft: orderOf("buy", "1000001 limit 0.1"), code: "qty_over_max", edit: "qty 1000000" },
  {
    draft: { ...orderOf("buy", "10 market"), notionalMicros: dollars("50") },
    code: "qty_and_notional",
    edit: "notional ",
  },
  { draft: orderOf("buy", "$0.5 market"), code: "notional_below_min", edit: "notional 1" },
  // 1 / 0.30 = 3.33 shares.
  { draft: orderOf("buy", "1 limit 0.3"), code: "cost_below_min", edit: "qty 4" },
  {
    draft: orderOf("buy", "2.5 market", { instrument: equity("AAPL", { marginable: false }) }),
    code: "not_fractionable",
    edit: "qty 2",
  },
  { draft: orderOf("buy", "$500 market", PUT), code: "option_notional", edit: "qty 1" },
  { draft: orderOf("buy", "500 limit 0"), code: "price_not_positive", edit: "limit_price 0.01" },
  {
    draft: orderOf("sell", "1 limit 1000001"),
    of: HOLDER,
    code: "price_over_max",
    edit: "limit_price 1000000",
  },
  { draft: orderOf("buy", "1 limit 9.123"), code: "sub_penny", edit: "limit_price 9.12" },
  { draft: orderOf("buy", "10 stop 12.345"), code: "sub_penny", edit: "stop_price 12.34" },
  {
    draft: orderOf("sell", "1 trail 100%"),
    of: HOLDER,
    code: "trail_out_of_range",
    edit: "trail_percent 99.99",
  },
  {
    draft: orderOf("buy", "1 market", { symbol: "IBM" }),
    code: "no_reference_price",
    edit: "none",
  },

  { draft: spreadOrder("1", "-SPY-600P"), code: "leg_count", edit: "none" },
  {
    draft: spreadOrder("1", "-2*SPY-600P +2*SPY-595P"),
    code: "leg_ratio_not_prime",
    edit: "legs.ratio_qty 1,1",
  },
  { draft: spreadOrder("1", "-SPY-600P +SPY-600P"), code: "leg_duplicate", edit: "none" },
  { draft: spreadOrder("1", "-SPY-600P +AAPL-9P"), code: "leg_underlying_mismatch", edit: "none" },
  {
    draft: spreadOrder("1 @ 610", "+50*SPY +SPY-600P"),
    code: "stock_leg_ratio",
    edit: "legs.ratio_qty 100,1",
  },

  {
    draft: orderOf("buy", "1.5 limit 9", { timeInForce: "gtc" }),
    code: "time_in_force_not_allowed",
    edit: "time_in_force day",
  },
  {
    draft: orderOf("buy", "1 limit 2", { ...PUT, timeInForce: "ioc" }),
    code: "option_time_in_force",
    edit: "time_in_force day",
  },
  {
    draft: orderOf("buy", "1 stop 12", { timeInForce: "opg" }),
    market: at("2026-11-20", 500),
    code: "type_not_allowed",
    edit: "type market",
  },
  {
    draft: orderOf("buy", "1 market", { extendedHours: true }),
    code: "type_not_allowed",
    edit: "extended_hours false",
  },
  {
    draft: orderOf("buy", "1 limit 2", { ...PUT, profit: "3" }),
    code: "option_class",
    edit: "order_class simple",
  },
  {
    draft: orderOf("buy", "1 limit 2", { ...PUT, extendedHours: true }),
    code: "option_extended_hours",
    edit: "extended_hours false",
  },
  {
    draft: orderOf("buy", "1 limit 9", { profit: "12", extendedHours: true }),
    code: "group_extended_hours",
    edit: "extended_hours false",
  },
  {
    draft: orderOf("buy", "2.5 limit 9", { profit: "12" }),
    code: "fractional_not_simple",
    edit: "qty 2",
  },
  {
    draft: orderOf("buy", "2.5 limit 9", { extendedHours: true }),
    code: "fractional_extended_hours",
    edit: "extended_hours false",
  },

  {
    draft: { ...orderOf("buy", "1 limit 9"), group: { kind: "bracket" } },
    code: "group_exits",
    edit: "none",
  },
  {
    draft: orderOf("buy", "1 limit 10", { profit: "9", loss: "9.50" }),
    code: "take_profit_beyond_stop",
    edit: "take_profit.limit_price 9.51",
  },
  {
    draft: orderOf("buy", "1 limit 10", { profit: "11", loss: "10.50" }),
    code: "stop_loss_beyond_base",
    edit: "stop_loss.stop_price 9.99",
  },
  {
    draft: orderOf("sell", "1 market", { profit: "9", loss: "11" }),
    of: HOLDER,
    code: "group_entry_closes",
    edit: "order_class simple",
  },
  { draft: orderOf("sell", "1 oco 11 9"), code: "exit_without_position", edit: "none" },

  {
    draft: orderOf("buy", "1 limit 2", { symbol: "SPY-600P@261120" }),
    market: at("2026-11-21", 600),
    code: "contract_expired",
    edit: "none",
  },
  {
    draft: orderOf("buy", "1 limit 2", { symbol: "SPY-600P@261120" }),
    market: at("2026-11-20", 930),
    code: "contract_expires_soon",
    edit: "none",
  },
  {
    draft: orderOf("buy", "1 market", PUT),
    market: at("2026-11-20", 500),
    code: "option_market_closed",
    edit: "type limit",
  },
  {
    draft: orderOf("buy", "1 limit 9", { timeInForce: "fok" }),
    market: at("2026-11-20", 500),
    code: "ioc_market_closed",
    edit: "time_in_force day",
  },
  {
    draft: orderOf("buy", "1 market", { timeInForce: "opg" }),
    code: "auction_closed",
    edit: "time_in_force day",
  },

  {
    draft: orderOf("sell", "1 limit 11", { intent: "sell_to_open" }),
    of: HOLDER,
    code: "intent_mismatch",
    edit: "position_intent sell_to_close",
  },
  { draft: orderOf("sell", "120 limit 11"), of: HOLDER, code: "insufficient_qty", edit: "qty 100" },
  {
    draft: orderOf("sell", "10 limit 9.50"),
    of: holding("10 limit 9.60", "buy", HOLDER),
    code: "wash_trade",
    edit: "limit_price 9.61",
  },
  {
    draft: orderOf("sell", "10 market"),
    of: holding("10 limit 9.60", "buy", HOLDER),
    code: "wash_trade",
    edit: "cancel_order other",
  },

  { draft: orderOf("sell", "1 limit 11"), of: CASH, code: "short_in_cash_account", edit: "none" },
  {
    draft: orderOf("sell", "1 limit 11", { instrument: equity("AAPL", { marginable: false }) }),
    code: "not_shortable",
    edit: "none",
  },
  {
    draft: orderOf("sell", "1 limit 11", { instrument: { ...equity(), easyToBorrow: false } }),
    code: "hard_to_borrow",
    edit: "none",
  },
  { draft: orderOf("sell", "2.5 market"), code: "fractional_short", edit: "qty 2" },
  {
    draft: orderOf("sell", "1 limit 11"),
    of: account({ cash: "1999" }),
    code: "short_below_min_equity",
    edit: "none",
  },
  {
    draft: orderOf("sell", "1 limit 11"),
    of: holding("1 limit 9"),
    code: "short_with_open_buy",
    edit: "cancel_order other",
  },
  {
    draft: orderOf("buy", "1 limit 9"),
    of: holding("1 limit 11", "sell"),
    code: "buy_with_open_short",
    edit: "cancel_order other",
  },

  // 99 x 10.01 = 990.99; 100 x 10.01 = 1,001.
  {
    draft: orderOf("buy", "150 limit 10.01"),
    of: CASH,
    code: "insufficient_buying_power",
    edit: "qty 99",
  },
  // 4 x 220 = 880; 5 x 220 = 1,100.
  {
    draft: orderOf("buy", "9 limit 2.20", PUT),
    of: CASH,
    code: "insufficient_options_buying_power",
    edit: "qty 4",
  },
  // A call of the 100 shares held is covered, two are not.
  {
    draft: orderOf("sell", "2 limit 0.50", { symbol: "AAPL-12C" }),
    of: account({ kind: "cash", holds: { AAPL: "100 @ 9" } }),
    code: "insufficient_cover",
    edit: "qty 1",
  },
  {
    draft: orderOf("sell", "1 limit 0.50", { symbol: "AAPL-12C" }),
    of: account({ kind: "cash" }),
    code: "insufficient_cover",
    edit: "none",
  },
];

describe("every refusal of an order names the nearest one that passes", () => {
  test.each(ROWS)("$code: $edit", ({ draft, of = account(), market = MARKET, code, edit }) => {
    const asked = { state: of, draft, market };
    const decision = decide(of, { type: "submit_order", draft }, market);
    const rejection = decision.ok ? null : decision.error;

    expect(rejection?.code).toBe(code);
    if (rejection === null) return;
    expect(rejectionSentence(rejection)).toMatch(/^[A-Z0-9].*\.$/);
    const nearest = nearestEdit(rejection, asked);
    expect(nearest === null ? "none" : `${nearest.field} ${nearest.value}`).toBe(edit);
    const edited = nearest === null ? null : applyEdit(asked, nearest);
    if (edited === null) return;
    const again = { type: "submit_order", draft: edited.draft } as const;
    expect(decide(edited.state, again, market).ok).toBe(true);
  });
});

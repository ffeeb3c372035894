/**
 * Why an order is refused. Each refusal names the numbers that failed, so that a message can be
 * written for a person (explain/explain-rejection.ts), the exact body for an Alpaca client
 * (lib/wire/alpaca/refusal.ts), and the nearest order that would pass found (nearest-edit.ts).
 */

import type { LifecycleRejection } from "../lifecycle/lifecycle-rejection";
import type { OptionsLevel } from "../margin/margin-state";
import type { Micros, Nanos } from "../money";
import type { LegalityRow } from "./legality";
import type { GroupKind, OrderType, PositionIntent, TimeInForce } from "./order";

/** A price of an order, as Alpaca names the field. */
export type PriceField =
  | "limit_price"
  | "stop_price"
  | "trail_price"
  | "take_profit.limit_price"
  | "stop_loss.stop_price"
  | "stop_loss.limit_price";

type OfAccount =
  | { readonly code: "account_not_open" }
  | { readonly code: "account_frozen"; readonly reason: string }
  | { readonly code: "setting_out_of_range"; readonly field: string; readonly max: number }
  | { readonly code: "too_many_open_orders"; readonly max: number }
  /** What the account's owner switched off. */
  | { readonly code: "orders_suspended" }
  /** Its order is no longer kept; the name stays taken. */
  | { readonly code: "client_order_id_used" }
  | { readonly code: "fractional_off" }
  | { readonly code: "shorting_off"; readonly symbol: string };

type OfWorkingOrder =
  | { readonly code: "order_not_found"; readonly orderId: string }
  | { readonly code: "order_not_cancelable"; readonly orderId: string; readonly status: string }
  | { readonly code: "order_not_replaceable"; readonly orderId: string; readonly status: string }
  | { readonly code: "replace_unchanged"; readonly orderId: string }
  | { readonly code: "replace_field_not_allowed"; readonly field: string; readonly type: OrderType }
  | { readonly code: "replace_class_not_allowed"; readonly kind: GroupKind | "notional" }
  | { readonly code: "group_qty_not_replaceable"; readonly kind: GroupKind }
  | { readonly code: "fractional_qty_not_replaceable" }
  | { readonly code: "qty_not_over_filled"; readonly filledNanos: Nanos };

type OfAmount =
  | { readonly code: "qty_not_positive" }
  | { readonly code: "qty_not_whole"; readonly symbol: string; readonly qtyNanos: Nanos }
  | { readonly code: "qty_over_max"; readonly maxNanos: Nanos }
  | { readonly code: "qty_and_notional" }
  | { readonly code: "notional_below_min"; readonly minMicros: Micros }
  | { readonly code: "cost_below_min"; readonly costMicros: Micros; readonly minMicros: Micros }
  | { readonly code: "not_fractionable"; readonly symbol: string }
  | { readonly code: "option_notional" };

type OfPrice =
  | { readonly code: "price_not_positive"; readonly field: PriceField }
  | { readonly code: "price_over_max"; readonly field: PriceField; readonly maxMicros: Micros }
  | { readonly code: "sub_penny"; readonly field: PriceField; readonly valueMicros: Micros }
  | { readonly code: "trail_out_of_range"; readonly maxBps: number }
  | { readonly code: "no_reference_price"; readonly symbol: string };

type OfLegs =
  | { readonly code: "leg_count" }
  | {
      readonly code: "leg_ratio_not_prime";
      readonly ratios: readonly number[];
      readonly gcd: number;
    }
  | { readonly code: "leg_duplicate"; readonly symbol: string }
  | { readonly code: "leg_underlying_mismatch" }
  | { readonly code: "leg_not_option"; readonly symbol: string }
  /** A leg of stock goes with the contracts it covers: so many shares a unit. */
  | {
      readonly code: "stock_leg_ratio";
      readonly symbol: string;
      readonly ratio: number;
      readonly needed: number;
    };

type OfLegality =
  | {
      readonly code: "time_in_force_not_allowed";
      readonly row: LegalityRow;
      readonly timeInForce: TimeInForce;
      readonly allowed: readonly TimeInForce[];
    }
  | { readonly code: "option_time_in_force"; readonly timeInForce: string }
  | {
      readonly code: "type_not_allowed";
      readonly row: LegalityRow;
      readonly type: OrderType;
      readonly timeInForce: TimeInForce;
      readonly allowed: readonly OrderType[];
    }
  | { readonly code: "option_class"; readonly kind: GroupKind }
  | { readonly code: "option_extended_hours" }
  | { readonly code: "group_extended_hours"; readonly kind: GroupKind }
  | { readonly code: "fractional_not_simple"; readonly kind: GroupKind }
  | { readonly code: "fractional_extended_hours"; readonly symbol: string };

type OfGroup =
  | {
      readonly code: "group_exits";
      readonly kind: GroupKind;
      readonly needs: "take_profit" | "stop_loss" | "one_exit" | "limit_type";
    }
  | {
      readonly code: "take_profit_beyond_stop";
      readonly side: "buy" | "sell";
      readonly profitMicros: Micros;
      readonly stopMicros: Micros;
    }
  | {
      readonly code: "stop_loss_beyond_base";
      readonly side: "buy" | "sell";
      readonly stopMicros: Micros;
      /** What the entry is expected to trade at: its limit, or the quote. */
      readonly baseMicros: Micros;
      /** The nearest stop that is far enough away. */
      readonly nearestMicros: Micros;
    }
  | { readonly code: "group_entry_closes"; readonly kind: GroupKind; readonly symbol: string }
  | { readonly code: "exit_without_position"; readonly symbol: string };

type OfSession =
  | { readonly code: "contract_expired"; readonly symbol: string }
  | { readonly code: "contract_expires_soon"; readonly symbol: string }
  | { readonly code: "option_market_closed"; readonly symbol: string }
  | { readonly code: "ioc_market_closed" }
  | {
      readonly code: "auction_closed";
      readonly timeInForce: TimeInForce;
      readonly opensAgainAtMs: number;
    };

type OfPosition =
  | {
      readonly code: "intent_mismatch";
      readonly inferred: PositionIntent;
      readonly specified: PositionIntent;
    }
  | {
      readonly code: "insufficient_qty";
      readonly symbol: string;
      readonly requestedNanos: Nanos;
      readonly availableNanos: Nanos;
      readonly existingNanos: Nanos;
      readonly heldNanos: Nanos;
      readonly relatedOrderIds: readonly string[];
    }
  | {
      readonly code: "wash_trade";
      readonly symbol: string;
      readonly existingOrderId: string;
      readonly existing: "market_or_stop" | "limit";
      /** Of the existing order, when both are priced. */
      readonly limitMicros: Micros | null;
      readonly side: "buy" | "sell";
    };

type OfShort =
  | { readonly code: "short_in_cash_account"; readonly symbol: string }
  | { readonly code: "not_shortable"; readonly symbol: string }
  | { readonly code: "hard_to_borrow"; readonly symbol: string }
  | { readonly code: "fractional_short"; readonly symbol: string; readonly qtyNanos: Nanos }
  | {
      readonly code: "short_below_min_equity";
      readonly equityMicros: Micros;
      readonly minMicros: Micros;
    }
  | {
      readonly code: "short_with_open_buy" | "buy_with_open_short";
      readonly symbol: string;
      readonly existingOrderId: string;
    };

type OfMargin =
  /** To sell options without cover takes a minimum of equity. */
  | {
      readonly code: "minimum_equity";
      readonly requiredMicros: Micros;
      readonly availableMicros: Micros;
    }
  | { readonly code: "options_level"; readonly level: OptionsLevel; readonly needs: OptionsLevel }
  /** A multi-leg order whose shorts its own longs do not cover. */
  | { readonly code: "mleg_uncovered" };

type OfMoney =
  | {
      readonly code: "insufficient_buying_power" | "insufficient_options_buying_power";
      readonly requiredMicros: Micros;
      readonly availableMicros: Micros;
    }
  | {
      readonly code: "insufficient_cover";
      readonly underlying: string;
      readonly requiredNanos: Nanos;
      readonly availableNanos: Nanos;
    };

export type Rejection =
  | OfAccount
  | OfWorkingOrder
  | OfAmount
  | OfPrice
  | OfLegs
  | OfLegality
  | OfGroup
  | OfSession
  | OfPosition
  | OfShort
  | OfMargin
  | OfMoney
  | LifecycleRejection;

export type RejectionCode = Rejection["code"];
/** The rejection of a code: a table of codes has one function for each. */
export type RejectionOf<C extends RejectionCode> = Rejection extends infer R
  ? R extends { readonly code: infer K }
    ? C extends K
      ? R
      : never
    : never
  : never;

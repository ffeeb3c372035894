/**
 * Why an order is refused. Each refusal names the numbers that failed, so that a message can be
 * written for a person and the exact body for an Alpaca client (lib/wire/alpaca/refusal.ts).
 */

import type { LifecycleRejection } from "../lifecycle/lifecycle-rejection";
import type { Micros, Nanos } from "../money";
import type { PositionIntent } from "./order";

export type Rejection =
  | { readonly code: "account_not_open" }
  | { readonly code: "account_frozen"; readonly reason: string }
  | { readonly code: "setting_out_of_range"; readonly field: string; readonly max: number }
  | { readonly code: "order_not_found"; readonly orderId: string }
  | { readonly code: "order_not_cancelable"; readonly orderId: string; readonly status: string }
  | { readonly code: "qty_not_positive" }
  | { readonly code: "qty_not_whole"; readonly symbol: string }
  | { readonly code: "qty_over_max"; readonly maxNanos: Nanos }
  | { readonly code: "limit_not_positive" }
  | { readonly code: "limit_over_max"; readonly maxMicros: Micros }
  | { readonly code: "sub_penny"; readonly field: "limit_price"; readonly valueMicros: Micros }
  | { readonly code: "leg_count" }
  | {
      readonly code: "leg_ratio_not_prime";
      readonly ratios: readonly number[];
      readonly gcd: number;
    }
  | { readonly code: "leg_duplicate"; readonly symbol: string }
  | { readonly code: "leg_underlying_mismatch" }
  | { readonly code: "leg_not_option"; readonly symbol: string }
  | { readonly code: "contract_expired"; readonly symbol: string }
  | { readonly code: "contract_expires_soon"; readonly symbol: string }
  | { readonly code: "option_market_closed"; readonly symbol: string }
  | { readonly code: "ioc_market_closed" }
  | { readonly code: "option_time_in_force"; readonly timeInForce: string }
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
  | { readonly code: "short_stock_unsupported"; readonly symbol: string }
  | { readonly code: "too_many_open_orders"; readonly max: number }
  | { readonly code: "no_reference_price"; readonly symbol: string }
  | {
      readonly code: "insufficient_buying_power" | "insufficient_options_buying_power";
      readonly requiredMicros: Micros;
      readonly availableMicros: Micros;
    }
  | LifecycleRejection
  | {
      readonly code: "insufficient_cover";
      readonly underlying: string;
      readonly requiredNanos: Nanos;
      readonly availableNanos: Nanos;
    };

export type RejectionCode = Rejection["code"];

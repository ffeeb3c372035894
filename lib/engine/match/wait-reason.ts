/** Why a working order has not filled: computed on read, never an event (decisions 26). */
import type { QuoteFault } from "../market/quote";
import type { Micros } from "../money";

export type WaitReason =
  | { readonly code: "session_closed"; readonly opensAtMs: number }
  | { readonly code: QuoteFault; readonly symbol: string; readonly lastAtMs: number | null }
  | { readonly code: "size_consumed"; readonly symbol: string }
  | { readonly code: "size_below_unit"; readonly symbol: string }
  | {
      readonly code: "limit_not_reached";
      /** What the market would trade at now: the touch, or the net per unit of a multi-leg order. */
      readonly marketMicros: Micros;
      readonly limitMicros: Micros;
    };

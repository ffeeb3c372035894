/** Why a working order has not filled: computed on read, never an event (decisions 26). */
import type { QuoteFault } from "../market/quote";
import type { Micros, Nanos } from "../money";

export type WaitReason =
  | { readonly code: "session_closed"; readonly opensAtMs: number }
  /** The account's latency: the order has not reached the market yet. */
  | { readonly code: "in_flight"; readonly arrivesAtMs: number }
  | {
      readonly code: QuoteFault;
      readonly symbol: string;
      readonly lastAtMs: number | null;
    }
  | {
      readonly code: "one_sided";
      readonly symbol: string;
      readonly lastAtMs: number | null;
      /** The side that has no price or no size. */
      readonly missing: "bid" | "ask";
    }
  /** The quote is older than one the order or the account has traded against already. */
  | { readonly code: "past_quote"; readonly symbol: string; readonly lastAtMs: number }
  | { readonly code: "size_consumed"; readonly symbol: string }
  | { readonly code: "size_below_unit"; readonly symbol: string }
  | {
      readonly code: "size_not_whole";
      readonly symbol: string;
      readonly availableNanos: Nanos;
      readonly neededNanos: Nanos;
    }
  | {
      readonly code: "limit_not_reached";
      /** What the market would trade at now: the touch, or the net per unit of a multi-leg order. */
      readonly marketMicros: Micros;
      readonly limitMicros: Micros;
    }
  | {
      /** The quote is at the limit, and the profile wants it better by a tick. */
      readonly code: "limit_not_crossed";
      readonly marketMicros: Micros;
      readonly limitMicros: Micros;
      readonly byMicros: Micros;
    }
  | {
      /** In the queue: so much has to trade at the limit first. */
      readonly code: "queue_ahead";
      readonly marketMicros: Micros;
      readonly limitMicros: Micros;
      readonly aheadNanos: Nanos;
    };

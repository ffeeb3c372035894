/** Why something about the life of an account is refused, with the numbers that failed. */
import type { IsoDate } from "../calendar/new-york";
import type { Micros, Nanos } from "../money";

export type LifecycleRejection =
  | {
      readonly code: "good_faith";
      readonly symbol: string;
      readonly requestedNanos: Nanos;
      readonly availableNanos: Nanos;
      readonly untilDate: IsoDate;
    }
  | { readonly code: "option_position_not_found"; readonly symbol: string }
  | { readonly code: "exercise_short"; readonly symbol: string }
  | { readonly code: "exercise_european"; readonly symbol: string }
  | { readonly code: "exercise_window_closed"; readonly symbol: string }
  | { readonly code: "exercise_out_of_money"; readonly symbol: string }
  | {
      readonly code: "exercise_not_carried";
      readonly symbol: string;
      readonly requiredMicros: Micros;
      readonly availableMicros: Micros;
    }
  | {
      readonly code: "exercise_undeliverable";
      readonly symbol: string;
      readonly underlying: string;
      readonly requiredNanos: Nanos;
      readonly availableNanos: Nanos;
    }
  | { readonly code: "exercise_uncovers"; readonly symbol: string; readonly underlying: string }
  | { readonly code: "do_not_exercise_set"; readonly symbol: string }
  | {
      readonly code: "do_not_exercise_window";
      readonly symbol: string;
      readonly expiryDate: IsoDate;
    }
  | { readonly code: "no_settlement_price"; readonly symbols: readonly string[] }
  | { readonly code: "not_enough_ids"; readonly needed: number };

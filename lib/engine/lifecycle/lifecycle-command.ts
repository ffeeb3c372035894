/** What is asked of an account beside trading: the life of its options, its interest, its days. */

import type { IsoDate } from "../calendar/new-york";
import type { InterestFacts } from "./accrue-interest";
import type { CloseExpiring } from "./close-expiring";
import type { EveningFacts } from "./draw-assignments";
import type { ExerciseRequest } from "./exercise-option";
import type { AssignmentSetting, ShortfallSetting } from "./lifecycle-state";
import type { EpochTerms } from "./reset-account";
import type { ExpiryFacts } from "./settle-expiry";
import type { Mark } from "./snapshot-record";

export type ResetAccount = {
  readonly type: "reset_account";
  /** The epoch it means to close: a reset that comes twice finds another one and does nothing. */
  readonly closesEpoch?: number;
} & EpochTerms;

export type LifecycleCommand =
  | ({ readonly type: "settle_expiry" } & ExpiryFacts)
  | ({ readonly type: "close_expiring" } & CloseExpiring)
  | ({ readonly type: "draw_assignments" } & EveningFacts)
  | ({ readonly type: "exercise_option" } & ExerciseRequest)
  | { readonly type: "instruct_do_not_exercise"; readonly symbol: string }
  | ({ readonly type: "accrue_interest" } & InterestFacts)
  | { readonly type: "take_snapshot"; readonly date: IsoDate; readonly marks: readonly Mark[] }
  | ResetAccount
  | {
      readonly type: "change_option_settings";
      readonly assignment: AssignmentSetting;
      readonly shortfall: ShortfallSetting;
    };

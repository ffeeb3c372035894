/** What is asked of an account beside trading: the life of its options, its interest, its days. */

import type { CloseExpiring } from "./close-expiring";
import type { EveningFacts } from "./draw-assignments";
import type { ExerciseRequest } from "./exercise-option";
import type { AssignmentSetting, ShortfallSetting } from "./lifecycle-state";
import type { ExpiryFacts } from "./settle-expiry";

export type LifecycleCommand =
  | ({ readonly type: "settle_expiry" } & ExpiryFacts)
  | ({ readonly type: "close_expiring" } & CloseExpiring)
  | ({ readonly type: "draw_assignments" } & EveningFacts)
  | ({ readonly type: "exercise_option" } & ExerciseRequest)
  | { readonly type: "instruct_do_not_exercise"; readonly symbol: string }
  | {
      readonly type: "change_option_settings";
      readonly assignment: AssignmentSetting;
      readonly shortfall: ShortfallSetting;
    };

import type { LifecycleState } from "../lifecycle/lifecycle-state";
import type { AccountEvent, EventOf } from "./event";
import type { EventRule } from "./event-rule";

type InstructionType =
  | "option_expiry_held"
  | "do_not_exercise_instructed"
  | "option_settings_changed"
  | "assignments_drawn";

export const optionExpiryHeld: EventRule<"option_expiry_held"> = ruleOf(
  (life, { date, symbol, missing }) => ({
    ...life,
    heldExpiries: [
      ...life.heldExpiries.filter((held) => held.symbol !== symbol),
      { date, symbol, missing },
    ],
  }),
);

export const doNotExerciseInstructed: EventRule<"do_not_exercise_instructed"> = ruleOf(
  (life, { symbol }) => ({ ...life, doNotExercise: [...life.doNotExercise, symbol].sort() }),
);

export const optionSettingsChanged: EventRule<"option_settings_changed"> = ruleOf(
  (life, { assignment, shortfall }) => ({ ...life, assignment, shortfall }),
);

export const assignmentsDrawn: EventRule<"assignments_drawn"> = ruleOf((life, { date }) => ({
  ...life,
  drawnOn: date,
}));

/** Events that change what the account remembers and move no money. */
function ruleOf<T extends InstructionType & AccountEvent["type"]>(
  change: (life: LifecycleState, event: EventOf<T>) => LifecycleState,
): EventRule<T> {
  return {
    apply: (state, event) => ({ ...state, lifecycle: change(state.lifecycle, event) }),
    postings: () => [],
    orderAfter: () => null,
  };
}

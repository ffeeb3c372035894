import type { EventRule } from "./event-rule";

/** Nothing changes but that it is known: the fact waits to be completed. */
export const corporateActionHeld: EventRule<"corporate_action_held"> = {
  apply(state, { held }) {
    const heldActions = new Map(state.heldActions).set(held.actionId, held);
    return { ...state, heldActions };
  },
  postings: () => [],
  orderAfter: () => null,
};

import { marksAfterAction } from "../action/action-marks";
import { convertHoldings } from "../action/position-change";
import { micros } from "../money";
import type { EventOf } from "./event";
import type { EventRule } from "./event-rule";

type Applied = EventOf<"corporate_action_applied">;

/** Holdings become what the action made of them; cost that no longer belongs to any is realised. */
export const corporateActionApplied: EventRule<"corporate_action_applied"> = {
  apply(state, event) {
    const { positions, cashMicros, realizedMicros } = convertHoldings(state, event.changes);
    const heldActions = new Map(state.heldActions);
    heldActions.delete(event.action.id);
    return {
      ...state,
      positions,
      cashMicros: micros(state.cashMicros + cashMicros),
      realizedMicros: micros(state.realizedMicros + realizedMicros),
      actionMarks: marksAfterAction(state, event.action, broughtBy(event)),
      heldActions,
    };
  },
  postings: (state, event) => convertHoldings(state, event.changes).postings,
  orderAfter: () => null,
};

function broughtBy({ changes }: Applied) {
  return changes.flatMap(({ after }) => after.map(({ instrument }) => instrument));
}

import { marksAfterAction } from "../action/action-marks";
import { against } from "../ledger/posting";
import { micros } from "../money";
import type { EventRule } from "./event-rule";

/** On the ex-date the dividend is income, and the company owes it; a short owes it to its lender. */
export const dividendReceivable: EventRule<"dividend_receivable"> = {
  apply(state, { action, receivable }) {
    const heldActions = new Map(state.heldActions);
    heldActions.delete(action.id);
    return {
      ...state,
      receivables: new Map(state.receivables).set(action.id, receivable),
      dividendsMicros: micros(state.dividendsMicros + receivable.amountMicros),
      actionMarks: marksAfterAction(state, action, []),
      heldActions,
    };
  },
  postings: (_, { receivable: { amountMicros } }) => [
    { account: "dividends_receivable", amountMicros },
    against("dividends", amountMicros),
  ],
  orderAfter: () => null,
};

import type { AccountState } from "../account/account-state";
import type { Receivable } from "../action/action-state";
import { present } from "../assert";
import { against } from "../ledger/posting";
import { micros } from "../money";
import type { EventRule } from "./event-rule";

/** On the pay date what was owed becomes cash. */
export const dividendPaid: EventRule<"dividend_paid"> = {
  apply(state, { actionId }) {
    const { amountMicros } = receivableOf(state, actionId);
    const receivables = new Map(state.receivables);
    receivables.delete(actionId);
    return { ...state, receivables, cashMicros: micros(state.cashMicros + amountMicros) };
  },
  postings(state, { actionId }) {
    const { amountMicros } = receivableOf(state, actionId);
    return [{ account: "cash", amountMicros }, against("dividends_receivable", amountMicros)];
  },
  orderAfter: () => null,
};

function receivableOf(state: AccountState, actionId: string): Receivable {
  return present(state.receivables.get(actionId), `dividend ${actionId} is owed`);
}

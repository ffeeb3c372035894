import { invariant } from "../assert";
import type { LifecycleState } from "../lifecycle/lifecycle-state";
import { micros, sumMicros } from "../money";
import type { EventRule } from "./event-rule";

export const interestAccrued: EventRule<"interest_accrued"> = {
  apply(state, event) {
    const { lifecycle } = state;
    const last = lifecycle.accruedOn;
    invariant(last === null || last < event.date, "interest accrues once a day");
    const fees = sumMicros(event.borrow.map(({ feeMicros }) => feeMicros));
    const accrued: LifecycleState = {
      ...lifecycle,
      accruedOn: event.date,
      interestAccruedMicros: micros(lifecycle.interestAccruedMicros + event.interestMicros),
      borrowAccruedMicros: micros(lifecycle.borrowAccruedMicros + fees),
    };
    return { ...state, lifecycle: accrued };
  },
  postings: () => [],
  orderAfter: () => null,
};

export const interestPosted: EventRule<"interest_posted"> = {
  apply(state, { interestMicros, borrowMicros }) {
    const { lifecycle } = state;
    const { totals } = lifecycle;
    const posted: LifecycleState = {
      ...lifecycle,
      interestAccruedMicros: micros(lifecycle.interestAccruedMicros - interestMicros),
      borrowAccruedMicros: micros(lifecycle.borrowAccruedMicros - borrowMicros),
      totals: {
        ...totals,
        interestMicros: micros(totals.interestMicros + interestMicros),
        borrowFeesMicros: micros(totals.borrowFeesMicros + borrowMicros),
      },
    };
    const cashMicros = micros(state.cashMicros + interestMicros - borrowMicros);
    return { ...state, cashMicros, lifecycle: posted };
  },
  postings: (_, { interestMicros, borrowMicros }) => [
    { account: "cash", amountMicros: micros(interestMicros - borrowMicros) },
    { account: "interest", amountMicros: micros(-interestMicros) },
    { account: "borrow_fees", amountMicros: borrowMicros },
  ],
  orderAfter: () => null,
};

export const snapshotTaken: EventRule<"snapshot_taken"> = {
  apply(state, { snapshot: { date, equityMicros } }) {
    const last = state.lifecycle.lastSnapshot;
    invariant(last === null || last.date < date, "a day is written once");
    return { ...state, lifecycle: { ...state.lifecycle, lastSnapshot: { date, equityMicros } } };
  },
  postings: () => [],
  orderAfter: () => null,
};

/** The figures stay until the next epoch opens; its ledger is closed because epochs have their own. */
export const epochClosed: EventRule<"epoch_closed"> = {
  apply(state, event) {
    invariant(event.epoch === state.epoch, "the running epoch is closed");
    invariant(state.orders.size === 0, "no order outlives its epoch");
    return state;
  },
  postings: () => [],
  orderAfter: () => null,
};

/** What a margin call does to the state: it is remembered until it is met. No money moves. */
import type { Micros } from "../money";
import type { EventRule } from "./event-rule";

export const marginCalled: EventRule<"margin_called"> = {
  apply: (state, event) => ({
    ...state,
    margin: {
      ...state.margin,
      call: {
        id: event.callId,
        calledAtMs: event.atMs,
        dueAtMs: event.dueAtMs,
        shortfallMicros: (event.maintenanceMicros - event.equityMicros) as Micros,
        orderIds: [],
      },
    },
  }),
  postings: () => [],
  orderAfter: () => null,
};

export const marginCallMet: EventRule<"margin_call_met"> = {
  apply: (state) => ({ ...state, margin: { ...state.margin, call: null } }),
  postings: () => [],
  orderAfter: () => null,
};

export const marginLiquidated: EventRule<"margin_liquidated"> = {
  apply: (state, { orderIds }) => {
    const { call } = state.margin;
    if (call === null) return state;
    return { ...state, margin: { ...state.margin, call: { ...call, orderIds } } };
  },
  postings: () => [],
  orderAfter: () => null,
};

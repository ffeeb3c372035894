import type { EventRule } from "./event-rule";

/** A frozen account keeps what it has; nothing new is accepted or matched until it is looked at. */
export const accountFrozen: EventRule<"account_frozen"> = {
  apply: (state, event) => ({ ...state, frozenReason: event.reason }),
  postings: () => [],
  orderAfter: () => null,
};

import { NO_CHOICES } from "../account/owner-choices";
import { invariant } from "../assert";
import { against } from "../ledger/posting";
import { NEW_LIFECYCLE } from "../lifecycle/lifecycle-state";
import { NEW_MARGIN } from "../margin/margin-state";
import { DEFAULT_SETTINGS } from "../match/profile/fill-settings";
import { ZERO_MICROS } from "../money";
import { OrderMap } from "../order/order-map";
import type { EventRule } from "./event-rule";

export const accountOpened: EventRule<"account_opened"> = {
  apply(state, event) {
    invariant(event.epoch === state.epoch + 1, "epochs follow each other");
    return {
      ...state,
      epoch: event.epoch,
      kind: event.kind,
      policy: event.policy,
      profile: event.profile,
      settings: event.settings ?? DEFAULT_SETTINGS,
      market: event.market,
      fees: event.fees ?? "none",
      openedAtMs: event.atMs,
      startingCashMicros: event.startingCashMicros,
      cashMicros: event.startingCashMicros,
      realizedMicros: ZERO_MICROS,
      orders: OrderMap.of([]),
      positions: new Map(),
      lots: new Map(),
      lifecycle: NEW_LIFECYCLE,
      margin: event.margin === undefined ? NEW_MARGIN : { ...NEW_MARGIN, ...event.margin },
      choices: NO_CHOICES,
      consumed: new Map(),
      dividendsMicros: ZERO_MICROS,
      receivables: new Map(),
      actionMarks: new Map(),
      heldActions: new Map(),
    };
  },
  postings: (_, event) => [
    { account: "cash", amountMicros: event.startingCashMicros },
    against("deposits", event.startingCashMicros),
  ],
  orderAfter: () => null,
};

/** What each event does: to the state, to the ledger, and to the order it speaks of. */
import type { AccountState } from "../account/account-state";
import type { Posting } from "../ledger/posting";
import type { Order } from "../order/order";
import type { EventOf, EventType } from "./event";

export interface EventRule<T extends EventType> {
  apply(state: AccountState, event: EventOf<T>): AccountState;
  /** Balanced legs; empty when no money moves. */
  postings(state: AccountState, event: EventOf<T>): readonly Posting[];
  /** The order after the event, terminal ones included; null when the event is about no order. */
  orderAfter(state: AccountState, event: EventOf<T>): Order | null;
}

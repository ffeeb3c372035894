import type { AccountState } from "../account/account-state";
import { fromStored } from "../account/state-codec";
import { invariant } from "../assert";
import type { EventOf } from "./event";
import type { EventRule } from "./event-rule";

/** The state a baseline stands for: its version is that of the last event it replaces. */
export function baselineState(
  state: AccountState,
  event: EventOf<"account_baselined">,
): AccountState {
  invariant(state.version === 0, "a baseline is the first of its log");
  const folded = fromStored(event.state);
  invariant(folded.id === state.id, "a baseline is of its account");
  invariant(folded.version === event.purged.toVersion, "a baseline stands for what it replaces");
  return folded;
}

/** Its postings were made by the events it replaces; the ledger keeps them or their sums. */
export const accountBaselined: EventRule<"account_baselined"> = {
  apply: baselineState,
  postings: () => [],
  orderAfter: () => null,
};

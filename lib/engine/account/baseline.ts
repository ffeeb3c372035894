/** Folds a purged part of a log into one event that gives the same state (decisions 32). */
import { invariant } from "../assert";
import type { PurgedRange } from "../event/baseline-event";
import type { EventOf } from "../event/event";
import { RULES_VERSION } from "../rules-version";
import type { AccountState } from "./account-state";
import { toStored } from "./state-codec";

/** The baseline of a state at the cut; `atMs` is the market time of the last event it replaces. */
export function baselineOf(
  state: AccountState,
  purged: PurgedRange,
  atMs: number,
): EventOf<"account_baselined"> {
  invariant(state.version === purged.toVersion, "the state is the one at the cut");
  return { type: "account_baselined", state: toStored(state), purged, atMs, rules: RULES_VERSION };
}

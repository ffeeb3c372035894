/**
 * What is left of purged events: the full state at the cut, and what was removed (decisions 32).
 *
 * It takes the number of the last event it replaces, so the log goes on with the next number, and the
 * hash of that event, so the chain goes on from what was removed.
 */
import type { StoredState } from "../account/state-codec";
import type { EventBase } from "./event-base";

export interface PurgedRange {
  readonly fromVersion: number;
  readonly toVersion: number;
  /** Rows removed, by table. */
  readonly counts: { readonly [table: string]: number };
  /** The chain hash of event `toVersion`, in hex. */
  readonly lastHash: string;
}

export interface AccountBaselined extends EventBase {
  readonly type: "account_baselined";
  readonly state: StoredState;
  readonly purged: PurgedRange;
}

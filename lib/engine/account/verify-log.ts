/**
 * Proves a log: numbered without gaps, canonical, chained, decided under known rules, and possible.
 * Pure: the hash comes from the shell. Names the first divergence.
 */
import { InvariantError } from "../assert";
import { canonicalize, parseCanonical } from "../canonical";
import type { AccountEvent } from "../event/event";
import { EventError } from "../event/event-error";
import { isReproducible } from "../explain/recompute-fill";
import { snapshotOf } from "../lifecycle/snapshot";
import { type AccountState, emptyAccount } from "./account-state";
import { evolve } from "./evolve";

export interface LogRow {
  readonly version: number;
  /** The canonical text of the event. */
  readonly payload: string;
  /** The chain hash as stored, in hex. */
  readonly hash: string;
}

type LogFault =
  | "gap"
  | "malformed"
  | "not_canonical"
  | "unknown_event"
  | "unknown_rules"
  | "impossible_event"
  | "not_reproducible"
  | "hash_mismatch";

export type LogVerdict =
  | { readonly ok: true; readonly state: AccountState; readonly headHash: string }
  | {
      readonly ok: false;
      readonly version: number;
      readonly fault: LogFault;
      readonly detail: string;
      /** The state before the event that diverges. */
      readonly state: AccountState;
    };

export interface LogProof {
  /** Hash of an event in hex, given that of the one before it. */
  readonly hashOf: (previous: string, version: number, payload: string) => string;
  /** The hash that the first event chains to. */
  readonly genesisHash: string;
  /** Called with each proven event, for what is folded beside the state. */
  readonly visit?: (step: Step) => void;
}

interface Step {
  readonly before: AccountState;
  readonly event: AccountEvent;
  readonly after: AccountState;
}

/** Folds a log from its first event, or from the baseline it begins with. */
export function verifyLog(accountId: string, rows: Iterable<LogRow>, proof: LogProof): LogVerdict {
  let state = emptyAccount(accountId);
  let headHash = proof.genesisHash;
  for (const row of rows) {
    const checked = checkRow(state, row, headHash, proof);
    if ("fault" in checked) return { ok: false, version: row.version, state, ...checked };
    proof.visit?.(checked);
    state = checked.after;
    headHash = row.hash;
  }
  return { ok: true, state, headHash };
}

interface Divergence {
  readonly fault: LogFault;
  readonly detail: string;
}

function checkRow(
  before: AccountState,
  row: LogRow,
  previousHash: string,
  proof: LogProof,
): Step | Divergence {
  const event = parsed(row.payload);
  if (event === null) return { fault: "malformed", detail: "the payload is not an event" };
  const difference =
    numberDifference(before, row, event) ?? hashDifference(row, event, previousHash, proof);
  if (difference !== null) return difference;
  if (canonicalize(event) !== row.payload) {
    return { fault: "not_canonical", detail: "the payload is not canonical" };
  }
  const after = applied(before, event);
  if ("fault" in after) return after;
  const claim = reproductionFault(before, event);
  return claim === null ? { before, event, after } : { fault: "not_reproducible", detail: claim };
}

function parsed(payload: string): AccountEvent | null {
  try {
    const value = parseCanonical<AccountEvent | null>(payload);
    return value !== null && typeof value === "object" && typeof value.type === "string"
      ? value
      : null;
  } catch {
    return null; // not JSON, or an amount that is no number
  }
}

function numberDifference(
  before: AccountState,
  { version }: LogRow,
  event: AccountEvent,
): Divergence | null {
  const first = before.version === 0 && event.type === "account_baselined";
  const expected = first ? event.purged.toVersion : before.version + 1;
  return version === expected ? null : { fault: "gap", detail: `event ${expected} is missing` };
}

/** A baseline carries the hash of the event it stands for; its own bytes were never in the chain. */
function hashDifference(
  { version, payload, hash }: LogRow,
  event: AccountEvent,
  previousHash: string,
  { hashOf }: LogProof,
): Divergence | null {
  const expected =
    event.type === "account_baselined"
      ? event.purged.lastHash
      : hashOf(previousHash, version, payload);
  if (hash === expected) return null;
  return { fault: "hash_mismatch", detail: `event ${version} breaks the hash chain` };
}

function applied(before: AccountState, event: AccountEvent): AccountState | Divergence {
  try {
    return evolve(before, event);
  } catch (error) {
    if (error instanceof EventError) return { fault: error.code, detail: error.message };
    const detail = error instanceof Error ? error.message : String(error);
    // A missing field surfaces as a TypeError of the fold: the event is as impossible as a broken rule.
    if (
      error instanceof InvariantError ||
      error instanceof TypeError ||
      error instanceof RangeError
    ) {
      return { fault: "impossible_event", detail };
    }
    throw error;
  }
}

/** What an event says of itself must follow from its own record and the state before it. */
function reproductionFault(before: AccountState, event: AccountEvent): string | null {
  if (event.type === "order_filled" && !isReproducible(event))
    return "the fill cannot be recomputed";
  if (event.type !== "snapshot_taken") return null;
  const { snapshot } = event;
  const again = snapshotOf(before, snapshot.date, snapshot.marks);
  const same = again.ok && canonicalize(again.value) === canonicalize(snapshot);
  return same ? null : "the snapshot does not follow from the state and its marks";
}

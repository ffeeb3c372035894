/** One account's part of a batch: what was decided on which version, and everything to be stored. */
import { type AccountState, reservedMicros } from "@/lib/engine/account/account-state";
import { encodeState } from "@/lib/engine/account/state-codec";
import { canonicalize } from "@/lib/engine/canonical";
import type { AccountEvent } from "@/lib/engine/event/event";
import { isoTime } from "../clock";
import { chainHash } from "./chain";
import { emptyRows, projectEvent, type Row, type Rows } from "./project";

/**
 * A state is kept every so many events, or every so many as it has orders and positions: an event then bears the
 * cost of writing one of them, however many there are, and loading folds no more than it reads.
 */
const CHECKPOINT_EVERY = 64;

/** What only a reset or a change of settings moves. */
const TERMS = ["kind", "policy", "profile", "market", "startingCashMicros", "openedAtMs"] as const;

/** Who owns an account that is being opened; known to the shell, not to the engine. */
export interface AccountOwner {
  readonly userId: string;
  readonly name: string;
}

/** An account as it is cached: its state and the hash its next event chains to. */
export interface LoadedAccount {
  readonly state: AccountState;
  readonly headHash: Buffer;
  /** Null until the account exists. */
  readonly owner: AccountOwner | null;
}

export interface CommitItem {
  readonly accountId: string;
  readonly expected: number;
  readonly after: LoadedAccount;
  readonly account: Row;
  /** The account's terms, when this commit makes it or changes them. */
  readonly terms: Row | null;
  readonly events: readonly Row[];
  /** Orders whose first row this commit writes. */
  readonly acceptedIds: ReadonlySet<string>;
  readonly checkpoint: Row | null;
  readonly rows: Rows;
}

/** One event and the states around it, as the decision folded them: no event is folded twice. */
export interface Step {
  readonly before: AccountState;
  readonly event: AccountEvent;
  readonly after: AccountState;
}

/** Turns the steps of a decision into the rows that one commit stores. */
export function buildItem(before: LoadedAccount, steps: readonly Step[]): CommitItem {
  const rows = emptyRows();
  const eventRows: Row[] = [];
  const acceptedIds = new Set<string>();
  let { state, headHash } = before;
  let headText = "";
  for (const step of steps) {
    const { event, after } = step;
    const payload = canonicalize(event);
    headHash = chainHash(headHash, after.version, payload);
    headText = bytea(headHash);
    eventRows.push(eventRow(after, event, payload, headText));
    if (event.type === "order_accepted") acceptedIds.add(event.order.id);
    projectEvent(rows, step);
    state = after;
  }
  const after: LoadedAccount = { state, headHash, owner: before.owner };
  return {
    accountId: state.id,
    expected: before.state.version,
    after,
    account: accountRow(after, before.state.version, headText),
    terms: termsRow(after, before.state, headText),
    events: eventRows,
    acceptedIds,
    checkpoint: checkpointRow(before.state, state),
    rows: latestRows(rows),
  };
}

function eventRow(after: AccountState, event: AccountEvent, payload: string, hash: string): Row {
  return {
    account_id: after.id,
    version: after.version,
    type: event.type,
    payload,
    hash,
    market_at: isoTime(event.atMs),
  };
}

function accountRow({ state }: LoadedAccount, expected: number, headHash: string): Row {
  return {
    id: state.id,
    expected,
    version: state.version,
    epoch: state.epoch,
    cash_micros: String(state.cashMicros),
    reserved_micros: String(reservedMicros(state)),
    realized_micros: String(state.realizedMicros),
    head_hash: headHash,
  };
}

function termsRow(account: LoadedAccount, before: AccountState, headHash: string): Row | null {
  const { state, owner } = account;
  if (before.version > 0 && TERMS.every((name) => state[name] === before[name])) return null;
  return {
    ...accountRow(account, before.version, headHash),
    user_id: owner?.userId ?? null,
    name: owner?.name ?? null,
    kind: state.kind,
    policy: state.policy,
    profile: state.profile,
    market: state.market,
    starting_cash_micros: String(state.startingCashMicros),
    opened_at: isoTime(state.openedAtMs),
  };
}

function checkpointRow(before: AccountState, after: AccountState): Row | null {
  const every = eventsPerCheckpoint(after.orders.size + after.positions.size);
  if (Math.floor(before.version / every) === Math.floor(after.version / every)) return null;
  return { account_id: after.id, version: after.version, state: encodeState(after) };
}

/** A power of two, so that what is due at a larger step is due at every smaller one too. */
function eventsPerCheckpoint(parts: number): number {
  return Math.max(CHECKPOINT_EVERY, 2 ** Math.ceil(Math.log2(parts + 1)));
}

/** A commit upserts each order, leg and position once, with its last values. */
function latestRows(rows: Rows): Rows {
  return {
    ...rows,
    orders: lastBy(rows.orders, (row) => String(row.id)),
    legs: lastBy(rows.legs, (row) => `${row.order_id}:${row.leg}`),
    positions: lastBy(rows.positions, (row) => String(row.symbol)),
  };
}

function lastBy(rows: readonly Row[], keyOf: (row: Row) => string): Row[] {
  if (rows.length < 2) return [...rows];
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}

function bytea(bytes: Buffer): string {
  return `\\x${bytes.toString("hex")}`;
}

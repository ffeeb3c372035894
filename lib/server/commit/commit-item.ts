/** One account's part of a batch: what was decided on which version, and everything to be stored. */
import { hash } from "node:crypto";
import { type AccountState, reservedMicros } from "@/lib/engine/account/account-state";
import { encodeState } from "@/lib/engine/account/state-codec";
import { canonicalize } from "@/lib/engine/canonical";
import type { AccountEvent } from "@/lib/engine/event/event";
import { isoTime } from "../clock";
import { chainHash } from "./chain";
import { projectEvent } from "./project";
import { emptyRows, type Row, type Rows } from "./rows";

/** A state is kept every so many events: loading folds fewer than this. */
const CHECKPOINT_EVERY = 64;

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
  readonly events: readonly Row[];
  readonly clientIds: readonly Row[];
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
  const clientIds: Row[] = [];
  let { state, headHash } = before;
  for (const step of steps) {
    const { event, after } = step;
    const payload = canonicalize(event);
    headHash = chainHash(headHash, after.version, payload);
    eventRows.push(eventRow(after, event, payload, headHash));
    if (event.type === "order_accepted") clientIds.push(clientIdRow(after, event.order));
    projectEvent(rows, step);
    state = after;
  }
  const after: LoadedAccount = { state, headHash, owner: before.owner };
  return {
    accountId: state.id,
    expected: before.state.version,
    after,
    account: accountRow(after, before.state.version),
    events: eventRows,
    clientIds,
    checkpoint: checkpointRow(before.state, state),
    rows: latestRows(rows),
  };
}

function eventRow(after: AccountState, event: AccountEvent, payload: string, hash: Buffer): Row {
  return {
    account_id: after.id,
    version: after.version,
    type: event.type,
    payload,
    hash: bytea(hash),
    market_at: isoTime(event.atMs),
  };
}

function clientIdRow(state: AccountState, order: { id: string; clientOrderId: string }): Row {
  return {
    account_id: state.id,
    epoch: state.epoch,
    hash: bytea(clientOrderHash(order.clientOrderId)),
    order_id: order.id,
  };
}

/** What is kept of a client order id for ever. */
export function clientOrderHash(clientOrderId: string): Buffer {
  return hash("sha256", clientOrderId, "buffer");
}

function accountRow({ state, headHash, owner }: LoadedAccount, expected: number): Row {
  return {
    id: state.id,
    user_id: owner?.userId ?? null,
    name: owner?.name ?? null,
    expected,
    version: state.version,
    epoch: state.epoch,
    kind: state.kind,
    policy: state.policy,
    profile: state.profile,
    market: state.market,
    starting_cash_micros: String(state.startingCashMicros),
    cash_micros: String(state.cashMicros),
    reserved_micros: String(reservedMicros(state)),
    realized_micros: String(state.realizedMicros),
    head_hash: bytea(headHash),
    opened_at: isoTime(state.openedAtMs),
  };
}

function checkpointRow(before: AccountState, after: AccountState): Row | null {
  const crossed =
    Math.floor(before.version / CHECKPOINT_EVERY) < Math.floor(after.version / CHECKPOINT_EVERY);
  if (!crossed) return null;
  return { account_id: after.id, version: after.version, state: encodeState(after) };
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

/**
 * Proves one account: its hash chain is whole, its events rebuild its state, and every projection is
 * exactly what the events say. Names the first difference.
 */
import type pg from "pg";
import {
  type AccountState,
  emptyAccount,
  reservedMicros,
} from "@/lib/engine/account/account-state";
import { evolve } from "@/lib/engine/account/evolve";
import { firstDivergence } from "@/lib/engine/account/replay";
import { decodeState } from "@/lib/engine/account/state-codec";
import { verifyLog } from "@/lib/engine/account/verify-log";
import { parseCanonical } from "@/lib/engine/canonical";
import type { AccountEvent } from "@/lib/engine/event/event";
import { chainHash, GENESIS_HASH } from "../commit/chain";
import { emptyRows, projectEvent, type Row, type Rows } from "../commit/project";
import { PROJECTIONS, type Projection } from "./projections";

export type Verdict =
  | { readonly ok: true; readonly version: number; readonly headHash: string }
  | { readonly ok: false; readonly version: number; readonly difference: string };

interface EventRow {
  version: string;
  type: string;
  payload: string;
  hash: Buffer;
}

interface AccountRow {
  version: string;
  cash_micros: string;
  reserved_micros: string;
  realized_micros: string;
  epoch: number;
  kind: string;
  policy: string;
  profile: string;
  market: string;
  starting_cash_micros: string;
  head_hash: Buffer;
}

/** Verifies the account as one snapshot of the database sees it. */
export async function verifyAccount(client: pg.PoolClient, accountId: string): Promise<Verdict> {
  const { rows: events } = await client.query<EventRow>(
    "SELECT version, type, payload, hash FROM mbt_events WHERE account_id = $1 ORDER BY version",
    [accountId],
  );
  const replayed = replayChain(accountId, events);
  if (typeof replayed === "string") return failed(0, replayed);
  const { state, headHash, rows } = replayed;
  const difference =
    (await accountDifference(client, state, headHash)) ??
    (await checkpointDifference(client, accountId, events)) ??
    (await projectionDifference(client, accountId, rows, isPurged(events)));
  if (difference !== null) return failed(state.version, difference);
  return { ok: true, version: state.version, headHash: headHash.toString("hex") };
}

function isPurged([first]: readonly EventRow[]): boolean {
  return first?.type === "account_baselined";
}

function failed(version: number, difference: string): Verdict {
  return { ok: false, version, difference };
}

interface Replayed {
  readonly state: AccountState;
  readonly headHash: Buffer;
  readonly rows: Rows;
}

function replayChain(accountId: string, events: readonly EventRow[]): Replayed | string {
  const rows = emptyRows();
  const log = events.map(({ version, payload, hash }) => {
    return { version: Number(version), payload, hash: hash.toString("hex") };
  });
  const verdict = verifyLog(accountId, log, {
    genesisHash: GENESIS_HASH.toString("hex"),
    hashOf: (previous, version, payload) =>
      chainHash(Buffer.from(previous, "hex"), version, payload).toString("hex"),
    visit: (step) => projectEvent(rows, step),
  });
  if (!verdict.ok) return `event ${verdict.version}: ${verdict.fault}, ${verdict.detail}`;
  return { state: verdict.state, headHash: Buffer.from(verdict.headHash, "hex"), rows };
}

async function accountDifference(
  client: pg.PoolClient,
  state: AccountState,
  headHash: Buffer,
): Promise<string | null> {
  const { rows } = await client.query<AccountRow>("SELECT * FROM mbt_accounts WHERE id = $1", [
    state.id,
  ]);
  const [row] = rows;
  if (row === undefined) return "the account row is missing";
  const stored = [
    row.version,
    row.epoch,
    row.cash_micros,
    row.reserved_micros,
    row.realized_micros,
    row.kind,
    row.policy,
    row.profile,
    row.market,
    row.starting_cash_micros,
  ];
  const rebuilt = [
    state.version,
    state.epoch,
    state.cashMicros,
    reservedMicros(state),
    state.realizedMicros,
    state.kind,
    state.policy,
    state.profile,
    state.market,
    state.startingCashMicros,
  ];
  if (stored.join(" ") !== rebuilt.join(" "))
    return `account row ${stored} but events say ${rebuilt}`;
  return row.head_hash.equals(headHash) ? null : "the account's head hash is not its last event's";
}

/** Every kept state must be the fold of the events before it. */
async function checkpointDifference(
  client: pg.PoolClient,
  accountId: string,
  events: readonly EventRow[],
): Promise<string | null> {
  const { rows } = await client.query<{ version: string; state: string }>(
    "SELECT version, state FROM mbt_checkpoints WHERE account_id = $1",
    [accountId],
  );
  const kept = new Map(rows.map((row) => [Number(row.version), row.state]));
  let state = emptyAccount(accountId);
  for (const row of events) {
    state = evolve(state, parseCanonical<AccountEvent>(row.payload));
    const stored = kept.get(state.version);
    const difference = stored === undefined ? null : firstDivergence(decodeState(stored), state);
    if (difference !== null) return `checkpoint ${state.version}: ${difference}`;
  }
  return null;
}

async function projectionDifference(
  client: pg.PoolClient,
  accountId: string,
  rows: Rows,
  purged: boolean,
): Promise<string | null> {
  for (const projection of PROJECTIONS) {
    const stored = await readRows(client, projection, accountId);
    const rebuilt = rowTexts(rows[projection.rows], projection);
    // What was flat before a purge has no event any more, and what is flat since then says nothing.
    if (purged && projection.rows === "positions")
      for (const map of [stored, rebuilt]) dropFlat(map);
    for (const [key, text] of rebuilt) {
      const found = stored.get(key);
      if (found !== text)
        return `${projection.table} ${key}: stored ${found ?? "nothing"}, events say ${text}`;
    }
    const extra = [...stored.keys()].find((key) => !rebuilt.has(key));
    if (extra !== undefined) return `${projection.table} ${extra} is stored but no event says so`;
  }
  return null;
}

function dropFlat(positions: Map<string, string>): void {
  for (const [key, text] of positions) if (text.endsWith("|0|0")) positions.delete(key);
}

/** The last row of each key, as text. */
function rowTexts(rows: readonly Row[], { key, columns }: Projection): Map<string, string> {
  const textOf = (row: Row, names: readonly string[]) =>
    names.map((name) => (row[name] === null ? "∅" : String(row[name]))).join("|");
  return new Map(rows.map((row) => [textOf(row, key), textOf(row, columns)]));
}

async function readRows(
  client: pg.PoolClient,
  { table, key, columns }: Projection,
  accountId: string,
): Promise<Map<string, string>> {
  const text = (names: readonly string[]) =>
    names.map((name) => `coalesce(${asText(name)}, '∅')`).join(`|| '|' ||`);
  const { rows } = await client.query<{ k: string; v: string }>(
    `SELECT ${text(key)} AS k, ${text(columns)} AS v FROM ${table} WHERE account_id = $1`,
    [accountId],
  );
  return new Map(rows.map((row) => [row.k, row.v]));
}

/** Instants are compared in the form the projector writes them. */
function asText(column: string): string {
  return column === "at" || column.endsWith("_at")
    ? `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
    : `${column}::text`;
}

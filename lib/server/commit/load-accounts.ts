/** Reads accounts for deciding: the newest checkpoint folded with the events after it, in one query. */
import type pg from "pg";
import { emptyAccount } from "@/lib/engine/account/account-state";
import { evolveAll } from "@/lib/engine/account/evolve";
import { decodeState } from "@/lib/engine/account/state-codec";
import { parseCanonical } from "@/lib/engine/canonical";
import type { AccountEvent } from "@/lib/engine/event/event";
import type { LoadedAccount } from "./commit-item";

const SQL = `
  SELECT a.id, a.user_id, a.name, a.head_hash, c.state,
    (SELECT json_agg(e.payload ORDER BY e.version) FROM mbt_events e
      WHERE e.account_id = a.id AND e.version > coalesce(c.version, r.known)) AS payloads
  FROM unnest($1::uuid[], $2::bigint[]) AS r(id, known)
  JOIN mbt_accounts a ON a.id = r.id
  LEFT JOIN LATERAL (
    SELECT version, state FROM mbt_checkpoints
    WHERE account_id = a.id AND version > r.known ORDER BY version DESC LIMIT 1) c ON true`;

interface AccountRow {
  id: string;
  user_id: string;
  name: string;
  head_hash: Buffer;
  state: string | null;
  payloads: string[] | null;
}

/**
 * Loads accounts, folding only what is new on top of what the caller already knows. Accounts that
 * do not exist are absent from the answer; one that cannot be folded has its error instead.
 */
export async function loadAccounts(
  pool: pg.Pool,
  ids: readonly string[],
  known: ReadonlyMap<string, LoadedAccount>,
): Promise<ReadonlyMap<string, LoadedAccount | Error>> {
  const versions = ids.map((id) => known.get(id)?.state.version ?? 0);
  const { rows } = await pool.query<AccountRow>({
    name: "load_accounts",
    text: SQL,
    values: [ids, versions],
  });
  return new Map(rows.map((row) => [row.id, toAccount(row, known.get(row.id))]));
}

function toAccount(row: AccountRow, known: LoadedAccount | undefined): LoadedAccount | Error {
  try {
    return foldAccount(row, known);
  } catch (cause) {
    return new Error(`account ${row.id} cannot be read`, { cause });
  }
}

function foldAccount(row: AccountRow, known: LoadedAccount | undefined): LoadedAccount {
  const events = (row.payloads ?? []).map((payload) => parseCanonical<AccountEvent>(payload));
  // What is known may be older than a purge: the log then begins anew.
  const isWhole = row.state === null && events[0]?.type === "account_baselined";
  const before = isWhole ? undefined : known?.state;
  const base = row.state === null ? (before ?? emptyAccount(row.id)) : decodeState(row.state);
  return {
    state: evolveAll(base, events),
    headHash: row.head_hash,
    owner: { userId: row.user_id, name: row.name },
  };
}

/** What was loaded, null for none; an account that could not be read throws its error. */
export function readable(account: LoadedAccount | Error | undefined): LoadedAccount | null {
  if (account instanceof Error) throw account;
  return account ?? null;
}

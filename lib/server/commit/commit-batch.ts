/**
 * Writes a batch of accounts in one call and says what became of each (decisions 2 and 3).
 *
 * A version conflict or a known client order id drops only its account. A constraint error aborts
 * the call, so the batch is halved until the account that causes it stands alone: one bad account
 * harms nobody else.
 */
import type pg from "pg";
import type { CommitItem } from "./commit-item";
import type { Row } from "./rows";

export type CommitOutcome =
  | { readonly kind: "committed"; readonly eventMs: number }
  | { readonly kind: "conflict" }
  | { readonly kind: "duplicate"; readonly orders: readonly KnownOrder[] }
  /** The account's rows break a constraint: a bug or a poisoned state, never the sender's fault. */
  | { readonly kind: "poison"; readonly error: string };

/** An order that already carries a client order id; `hash` is of that id. */
interface KnownOrder {
  readonly orderId: string;
  readonly hash: string;
}

const SQL = `SELECT id, outcome, order_id, hash, event_ms FROM mbt_commit(
  $1::json, $2::json, $3::json, $4::json, $5::json, $6::json, $7::json, $8::json, $9::json, $10::json)`;

interface OutcomeRow {
  id: string;
  outcome: "committed" | "conflict" | "duplicate";
  order_id: string | null;
  hash: Buffer | null;
  event_ms: string;
}

/** Commits the items; throws when the database cannot be reached or the outcome is unknown. */
export async function commitBatch(
  pool: pg.Pool,
  items: readonly CommitItem[],
): Promise<ReadonlyMap<string, CommitOutcome>> {
  try {
    const result = await pool.query<OutcomeRow>({
      name: "mbt_commit",
      text: SQL,
      values: values(items),
    });
    return outcomes(result.rows);
  } catch (error) {
    if (!isConstraintError(error)) throw error;
    return bisect(pool, items, error);
  }
}

async function bisect(
  pool: pg.Pool,
  items: readonly CommitItem[],
  error: unknown,
): Promise<ReadonlyMap<string, CommitOutcome>> {
  const [only] = items;
  if (only !== undefined && items.length === 1) {
    const message = error instanceof Error ? error.message : String(error);
    return new Map([[only.accountId, { kind: "poison", error: message }]]);
  }
  const half = Math.ceil(items.length / 2);
  const first = await commitBatch(pool, items.slice(0, half));
  const second = await commitBatch(pool, items.slice(half));
  return new Map([...first, ...second]);
}

function values(items: readonly CommitItem[]): string[] {
  const all = (pick: (item: CommitItem) => readonly Row[]) => JSON.stringify(items.flatMap(pick));
  return [
    all((item) => [item.account]),
    all((item) => item.events),
    all((item) => item.clientIds),
    all((item) => item.rows.orders),
    all((item) => item.rows.legs),
    all((item) => item.rows.fills),
    all((item) => item.rows.positions),
    all((item) => item.rows.ledger),
    all((item) => item.rows.activities),
    all((item) => (item.checkpoint === null ? [] : [item.checkpoint])),
  ];
}

function outcomes(rows: readonly OutcomeRow[]): ReadonlyMap<string, CommitOutcome> {
  const byAccount = new Map<string, CommitOutcome>();
  for (const row of rows) {
    if (row.outcome === "duplicate") {
      const before = byAccount.get(row.id);
      const known = before?.kind === "duplicate" ? before.orders : [];
      const order = { orderId: row.order_id ?? "", hash: row.hash?.toString("hex") ?? "" };
      byAccount.set(row.id, { kind: "duplicate", orders: [...known, order] });
    } else if (row.outcome === "committed") {
      byAccount.set(row.id, { kind: "committed", eventMs: Number(row.event_ms) });
    } else byAccount.set(row.id, { kind: "conflict" });
  }
  return byAccount;
}

/** SQLSTATE 22 (bad data), 23 (constraint) and raised exceptions of our own come from the rows. */
function isConstraintError(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("22") || code.startsWith("23") || code === "P0001";
}

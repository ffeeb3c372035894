/**
 * Writes a batch of accounts in one call and says what became of each (decisions 2 and 3).
 *
 * A version conflict or a known client order id drops only its account. A constraint error aborts
 * the call, so the batch is halved until the account that causes it stands alone: one bad account
 * harms nobody else.
 */
import type pg from "pg";
import {
  ACCOUNT_COLUMNS,
  columnSql,
  columnValues,
  EVENT_COLUMNS,
  ORDER_COLUMNS,
} from "./column-arrays";
import type { CommitItem } from "./commit-item";
import type { Row } from "./project";

export type CommitOutcome =
  | { readonly kind: "committed"; readonly eventMs: number }
  | { readonly kind: "conflict" }
  | { readonly kind: "duplicate"; readonly orders: readonly KnownOrder[] }
  /** The account's rows break a constraint: a bug or a poisoned state, never the sender's fault. */
  | { readonly kind: "poison"; readonly fault: RowFault };

/** Which rule of the database the rows break: what an operator looks for first. */
export interface RowFault {
  /** The constraint by its name, else the SQLSTATE. */
  readonly broke: string;
  readonly message: string;
}

/** An order that already carries a client order id. */
interface KnownOrder {
  readonly orderId: string;
  readonly clientOrderId: string;
}

const COLUMNS = [...ACCOUNT_COLUMNS, ...EVENT_COLUMNS, ...ORDER_COLUMNS];
const JSON_PARAMETERS = 8;
const PARAMETERS = [
  ...columnSql(COLUMNS, 1),
  ...Array.from({ length: JSON_PARAMETERS }, (_, index) => `$${COLUMNS.length + index + 1}`),
];
const SQL = `SELECT id, outcome, order_id, client_order_id, event_ms FROM mbt_commit(${PARAMETERS.join(", ")})`;

interface OutcomeRow {
  id: string;
  outcome: "committed" | "conflict" | "duplicate";
  order_id: string | null;
  client_order_id: string | null;
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
    return new Map([[only.accountId, { kind: "poison", fault: faultOf(error) }]]);
  }
  const half = Math.ceil(items.length / 2);
  const first = await commitBatch(pool, items.slice(0, half));
  const second = await commitBatch(pool, items.slice(half));
  return new Map([...first, ...second]);
}

/** In account order, which is the order of the locks: two batches never wait for each other in a circle. */
function values(items: readonly CommitItem[]): string[] {
  const sorted = [...items].sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
  const json = (pick: (item: CommitItem) => readonly Row[]) => JSON.stringify(sorted.flatMap(pick));
  const accepted = sorted.flatMap(({ rows, acceptedIds }) =>
    rows.orders.filter((row) => acceptedIds.has(String(row.id))),
  );
  return [
    ...columnValues(
      sorted.map((item) => item.account),
      ACCOUNT_COLUMNS,
    ),
    ...columnValues(
      sorted.flatMap((item) => item.events),
      EVENT_COLUMNS,
    ),
    ...columnValues(accepted, ORDER_COLUMNS),
    json(({ terms }) => (terms === null ? [] : [terms])),
    json(({ rows, acceptedIds }) => rows.orders.filter((row) => !acceptedIds.has(String(row.id)))),
    json((item) => item.rows.legs),
    json((item) => item.rows.fills),
    json((item) => item.rows.positions),
    json((item) => item.rows.ledger),
    json((item) => item.rows.activities),
    json(({ checkpoint }) => (checkpoint === null ? [] : [checkpoint])),
  ];
}

function outcomes(rows: readonly OutcomeRow[]): ReadonlyMap<string, CommitOutcome> {
  const byAccount = new Map<string, CommitOutcome>();
  for (const row of rows) {
    if (row.outcome === "duplicate") {
      const before = byAccount.get(row.id);
      const known = before?.kind === "duplicate" ? before.orders : [];
      const order = { orderId: row.order_id ?? "", clientOrderId: row.client_order_id ?? "" };
      byAccount.set(row.id, { kind: "duplicate", orders: [...known, order] });
    } else if (row.outcome === "committed") {
      byAccount.set(row.id, { kind: "committed", eventMs: Number(row.event_ms) });
    } else byAccount.set(row.id, { kind: "conflict" });
  }
  return byAccount;
}

function faultOf(error: unknown): RowFault {
  const { constraint, code } = error as { constraint?: string; code?: string };
  return { broke: constraint ?? `SQLSTATE ${code}`, message: String(error) };
}

/** SQLSTATE 22 (bad data), 23 (constraint) and raised exceptions of our own come from the rows. */
function isConstraintError(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("22") || code.startsWith("23") || code === "P0001";
}

/** The rows of a person, table after table and a page at a time, so that no export is held in memory. */
import type pg from "pg";
import { queryAsUser } from "../database/with-user";
import type { ROW_PLACES } from "./personal-data";

const PAGE = 500;

type Place = (typeof ROW_PLACES)[number];
type PersonalRow = Readonly<Record<string, unknown>>;

export interface PersonalTable {
  readonly name: string;
  readonly about: string;
  readonly columns: readonly string[];
  rows(): AsyncIterable<PersonalRow>;
}

/** One table as its user may have it; null for one the export leaves out. */
export async function personalTable(
  pool: pg.Pool,
  userId: string,
  { table, about, hidden = [] }: Place,
): Promise<PersonalTable | null> {
  if (about === null) return null;
  const shape = await shapeOf(pool, table);
  const columns = shape.columns.filter((name) => !hidden.includes(name));
  const source = { table, columns, keys: shape.keys };
  return { name: table, about, columns, rows: () => rowsOf(pool, userId, source) };
}

interface Source {
  readonly table: string;
  readonly columns: readonly string[];
  readonly keys: readonly string[];
}

/** The columns of a table without the binary ones, and its primary key. */
async function shapeOf(pool: pg.Pool, table: string) {
  const { rows } = await pool.query<{ columns: string[]; keys: string[] }>(
    `SELECT array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.atttypid <> 'bytea'::regtype) AS columns,
       array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attnum = ANY (i.indkey)) AS keys
     FROM pg_attribute a JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
     WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped`,
    [table],
  );
  const { columns, keys } = rows[0] ?? { columns: [], keys: [] };
  return { columns, keys };
}

/** Row-level security picks the rows: what a user may not see is not in their export either. */
async function* rowsOf(
  pool: pg.Pool,
  userId: string,
  { table, columns, keys }: Source,
): AsyncGenerator<PersonalRow> {
  const names = columns.map((name) => `"${name}"`).join(", ");
  const order = keys.map((name) => `"${name}"`).join(", ");
  for (let offset = 0; ; offset += PAGE) {
    const page = await queryAsUser<Record<string, unknown>>(pool, userId, {
      text: `SELECT ${names} FROM ${table} ORDER BY ${order} LIMIT ${PAGE} OFFSET $1`,
      values: [offset],
    });
    yield* page;
    if (page.length < PAGE) return;
  }
}

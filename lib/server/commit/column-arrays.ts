/**
 * Rows as one PostgreSQL array per column, for what every accept writes: an array costs the server half
 * of what JSON does (docs/benchmarks.md). The lists are in the order in which mbt_commit takes them.
 */
import type { Row } from "./project";

/**
 * `plain` never needs quotes: ids, digits, instants, words of ours. `json` is canonical text, which holds no
 * control characters and goes as lines, so that nobody has to escape it; `bytes` is hex.
 */
type ColumnKind = "plain" | "quoted" | "json" | "bytes";
type Columns = readonly (readonly [name: string, kind: ColumnKind])[];

export const ACCOUNT_COLUMNS: Columns = [
  ["id", "plain"],
  ["expected", "plain"],
  ["version", "plain"],
  ["epoch", "plain"],
  ["cash_micros", "plain"],
  ["reserved_micros", "plain"],
  ["realized_micros", "plain"],
  ["head_hash", "bytes"],
];

export const EVENT_COLUMNS: Columns = [
  ["account_id", "plain"],
  ["version", "plain"],
  ["type", "plain"],
  ["payload", "json"],
  ["hash", "bytes"],
  ["market_at", "plain"],
];

export const ORDER_COLUMNS: Columns = [
  ["id", "plain"],
  ["account_id", "plain"],
  ["epoch", "plain"],
  ["client_order_id", "quoted"],
  ["order_class", "plain"],
  ["type", "plain"],
  ["time_in_force", "plain"],
  ["status", "plain"],
  ["working", "plain"],
  ["qty_nanos", "plain"],
  ["filled_nanos", "plain"],
  ["fills", "plain"],
  ["rested", "plain"],
  ["limit_micros", "plain"],
  ["reserved_micros", "plain"],
  ["submitted_at", "plain"],
  ["updated_at", "plain"],
  ["expires_at", "plain"],
  ["closed_at", "plain"],
  ["close_reason", "quoted"],
  ["symbol", "quoted"],
  ["instrument", "json"],
  ["side", "plain"],
  ["intent", "plain"],
  ["filled_value_micros", "plain"],
  ["extra", "json"],
  ["group_id", "plain"],
];

/** One parameter per column, in the order of the columns. */
export function columnValues(rows: readonly Row[], columns: Columns): string[] {
  return columns.map(([name, kind]) =>
    kind === "json" ? lines(rows, name) : arrayLiteral(rows, name, WRITERS[kind]),
  );
}

/** How SQL makes arrays of these parameters, the first of which has a number. */
export function columnSql(columns: Columns, first: number): readonly string[] {
  return columns.map(([, kind], index) => {
    const parameter = `$${first + index}`;
    return kind === "json" ? `string_to_array(${parameter}, E'\\n', '')` : parameter;
  });
}

/** An empty line is null, which no canonical text is. */
function lines(rows: readonly Row[], name: string): string {
  let text = "";
  for (let index = 0; index < rows.length; index += 1) {
    if (index > 0) text += "\n";
    text += rows[index]?.[name] ?? "";
  }
  return text;
}

function arrayLiteral(rows: readonly Row[], name: string, write: (text: string) => string): string {
  let text = "{";
  for (let index = 0; index < rows.length; index += 1) {
    if (index > 0) text += ",";
    const value = rows[index]?.[name] ?? null;
    text += value === null ? "NULL" : write(String(value));
  }
  return `${text}}`;
}

/** Source: PostgreSQL 18 manual, 8.15.2 Array Value Input, read 2026-11-21. */
const WRITERS: { readonly [K in Exclude<ColumnKind, "json">]: (text: string) => string } = {
  plain: (text) => text,
  quoted: (text) => (/["\\]/.test(text) ? `"${text.replaceAll(/["\\]/g, "\\$&")}"` : `"${text}"`),
  bytes: (hex) => `"\\${hex}"`,
};

/** The tables that are folds of the events, with what identifies a row and what it must say. */
import type { Rows } from "../commit/project";

export interface Projection {
  readonly table: string;
  readonly rows: keyof Rows;
  readonly key: readonly string[];
  readonly columns: readonly string[];
}

export const PROJECTIONS: readonly Projection[] = [
  {
    table: "mbt_orders",
    rows: "orders",
    key: ["id"],
    columns: [
      "epoch",
      "client_order_id",
      "order_class",
      "type",
      "time_in_force",
      "status",
      "working",
      "qty_nanos",
      "filled_nanos",
      "fills",
      "rested",
      "limit_micros",
      "reserved_micros",
      "submitted_at",
      "updated_at",
      "expires_at",
      "closed_at",
      "close_reason",
      "symbol",
      "instrument",
      "side",
      "intent",
      "filled_value_micros",
      "extra",
      "group_id",
    ],
  },
  {
    table: "mbt_order_legs",
    rows: "legs",
    key: ["order_id", "leg"],
    columns: [
      "id",
      "client_order_id",
      "symbol",
      "instrument",
      "side",
      "ratio",
      "intent",
      "filled_nanos",
      "filled_value_micros",
    ],
  },
  {
    table: "mbt_fills",
    rows: "fills",
    key: ["id"],
    columns: [
      "epoch",
      "order_id",
      "fill_number",
      "leg",
      "version",
      "symbol",
      "side",
      "qty_nanos",
      "price_micros",
      "position_after_nanos",
      "at",
    ],
  },
  {
    table: "mbt_positions",
    rows: "positions",
    key: ["epoch", "symbol"],
    columns: ["instrument", "qty_nanos", "cost_micros"],
  },
  {
    table: "mbt_ledger_entries",
    rows: "ledger",
    key: ["version", "leg"],
    columns: ["epoch", "ledger_account", "amount_micros", "at"],
  },
  {
    table: "mbt_activities",
    rows: "activities",
    key: ["id"],
    columns: [
      "epoch",
      "type",
      "version",
      "symbol",
      "side",
      "qty_nanos",
      "price_micros",
      "net_micros",
      "order_id",
      "at",
    ],
  },
];

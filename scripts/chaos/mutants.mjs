// What is broken on purpose, each in a program of its own: its rounds must find something wrong. Edits are made by
// scripts/bundle.mjs, which refuses one that no longer applies; `sql` is done to the run's own copy of the database.
const at = (moment, statement) => ({ moment, statement });
const COMMIT = "mbt_commit";
const guardless = (source) => source.replace(" AND a.version = w.expected", "");

export const MUTANTS = [
  {
    name: "a purge without its transaction",
    round: {
      ...{ scenario: "purge", point: at("before", "retention_purge"), target: "program" },
      splitPurge: true,
    },
  },
  {
    name: "no version check",
    sql: (source) => [guardless(source)],
    round: { scenario: "fills", point: at("before", COMMIT), target: "rival" },
  },
  {
    // Each of these keys alone stops the second fill: with the ledger's left, the account was frozen instead.
    name: "no version check and no unique keys of events, fills, ledger and activities",
    sql: (source) => [
      guardless(source),
      "ALTER TABLE mbt_events DROP CONSTRAINT mbt_events_pkey",
      "ALTER TABLE mbt_fills DROP CONSTRAINT mbt_fills_pkey",
      "DROP INDEX mbt_fills_order_id_fill_number_leg_key",
      "ALTER TABLE mbt_ledger_entries DROP CONSTRAINT mbt_ledger_entries_pkey",
      "ALTER TABLE mbt_activities DROP CONSTRAINT mbt_activities_pkey",
    ],
    round: { scenario: "fills", point: at("before", COMMIT), target: "rival" },
  },
  {
    name: "no unique key of client order ids, and nobody who looks one up",
    sql: (source) => [
      source.replaceAll("AND k.client_order_id = r.client_order_id", "AND false"),
      "DROP INDEX mbt_orders_account_id_epoch_client_order_id_key",
    ],
    edits: [
      {
        file: "lib/server/commit/known-orders.ts",
        from: "if (refused.length === 0) return decided;",
        to: "return decided;",
      },
    ],
    round: { scenario: "orders", point: at("after", COMMIT), target: "program" },
  },
  {
    name: "no reservation",
    edits: [
      {
        file: "lib/engine/margin/funds.ts",
        from: "const reserved = worstOfWorking({ state, market, basis });",
        to: "const reserved = 0n as never;",
      },
    ],
    round: { scenario: "orders", point: at("before", COMMIT), target: "rival" },
  },
  {
    name: "no reload after an abort",
    edits: [
      {
        file: "lib/server/commit/door.ts",
        from: "batch.some((item) => item.failures + item.conflicts > 0)",
        to: "false",
      },
      {
        file: "lib/server/commit/door.ts",
        from: "for (const { request } of batch) this.cache.delete(request.accountId);",
        to: "",
      },
    ],
    round: { scenario: "fills", point: at("before", COMMIT), target: "rival" },
  },
];

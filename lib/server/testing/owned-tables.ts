/** Every table of the schema, by whose it is: a new one must be put in one of the lists. */

/** Tables with a user_id of their own. */
export const USER_TABLES = [
  "passkeys",
  "sessions",
  "api_keys",
  "step_ups",
  "recovery_codes",
  "security_events",
  "watchlists",
  "idempotency_keys",
  "data_attestations",
  "data_usage_days",
  "mbt_accounts",
  "oauth_grants",
  "webhooks",
  "webhook_deliveries",
  "mails",
  "mail_links",
  "known_devices",
  "alerts",
  "notices",
  "notice_choices",
  "journal_notes",
  "fill_reports",
] as const;

/** Children of an account. */
export const ACCOUNT_TABLES = [
  "mbt_events",
  "mbt_checkpoints",
  "mbt_orders",
  "mbt_order_legs",
  "mbt_fills",
  "mbt_positions",
  "mbt_ledger_entries",
  "mbt_activities",
  "mbt_job_effects",
  "mbt_purged_order_ids",
  "fill_contexts",
] as const;

/** Nobody's: the same for everybody, or of the machinery. */
export const NOT_USER_OWNED = [
  "instruments",
  "option_contracts",
  "market_clock_anchors",
  "matcher_leases",
  "corporate_actions",
  "market_jobs",
  "calendar_overrides",
  "interest_rates",
  "borrow_rates",
  "notice_tail",
  "feed_switches",
  "archive_bars",
  "archive_quotes",
  "oauth_apps",
  "signing_keys",
  "auth_attempts",
  "erased_subjects",
  "_prisma_migrations",
] as const;

export const OWNED_TABLES = ["users", ...USER_TABLES, ...ACCOUNT_TABLES] as const;
export type OwnedTable = (typeof OWNED_TABLES)[number];

/** A condition that picks the rows of user $1. */
export function ofUser(table: OwnedTable): string {
  if (table === "users") return "id = $1::uuid";
  return (USER_TABLES as readonly string[]).includes(table)
    ? "user_id = $1::uuid"
    : "account_id IN (SELECT a.id FROM mbt_accounts a WHERE a.user_id = $1::uuid)";
}

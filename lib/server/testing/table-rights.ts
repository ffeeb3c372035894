/**
 * What each role of a running copy may do with each table, written by hand: `table-rights.db.test.ts` asks
 * the database with raw SQL and no, a wrong and the right identity. A table that is not here fails.
 */
export type RunningRole = "raxx_web" | "raxx_commit" | "raxx_worker" | "raxx_retention";

/** The words of a right; `update` names its columns, or stands alone for all of them. */
export interface Rights {
  readonly select?: boolean | readonly string[];
  readonly insert?: boolean;
  readonly update?: boolean | readonly string[];
  readonly delete?: boolean;
}

const READ: Rights = { select: true };
const ADD: Rights = { select: true, insert: true };
const WRITE: Rights = { select: true, insert: true, update: true };
const changing = (...update: readonly string[]): Rights => ({ ...ADD, update });

/** What an account did and has, to look at. */
const TRADING: { readonly [table: string]: Rights } = {
  mbt_events: READ,
  mbt_checkpoints: READ,
  mbt_orders: READ,
  mbt_purged_order_ids: READ,
  mbt_order_legs: READ,
  mbt_legs: READ,
  mbt_fills: READ,
  mbt_positions: READ,
  mbt_ledger_entries: READ,
  mbt_activities: READ,
  mbt_job_effects: READ,
};

/** Tables that are not listed for a role are closed to it. */
export const RIGHTS: { readonly [R in RunningRole]: { readonly [table: string]: Rights } } = {
  /** All of it only for the user of its transaction, where a table has users. */
  raxx_web: {
    users: changing("email_verified_at", "erase_asked_at", "erase_at"),
    passkeys: changing(
      ...["backed_up", "counter", "last_used_at", "locked_at", "name", "removed_at"],
    ),
    sessions: changing(
      ...["authenticated_at", "expires_at", "last_seen_at"],
      ...["previous_token_id", "revoked_at", "token_id"],
    ),
    api_keys: changing("expires_at", "name", "revoked_at"),
    step_ups: changing("used_at"),
    recovery_codes: changing("ended_at", "started_at", "used_at"),
    security_events: ADD,
    watchlists: { ...WRITE, delete: true },
    idempotency_keys: changing("body", "locked_until", "status"),
    data_attestations: ADD,
    data_usage_days: ADD,
    oauth_grants: changing("revoked_at"),
    webhooks: changing("deleted_at", "events", "url"),
    webhook_deliveries: READ,
    mails: ADD,
    mail_links: changing("used_at"),
    known_devices: changing("last_seen_at"),
    alerts: changing("deleted_at"),
    notices: { select: true, update: ["read_at"] },
    notice_choices: WRITE,
    journal_notes: { ...changing("tags", "text", "updated_at"), delete: true },
    fill_reports: ADD,
    fill_contexts: READ,
    mbt_accounts: { select: true, update: ["archived_at", "name"] },
    ...TRADING,
    instruments: READ,
    calendar_overrides: READ,
    interest_rates: READ,
    borrow_rates: READ,
    option_contracts: READ,
    market_clock_anchors: READ,
    corporate_actions: READ,
    feed_switches: READ,
    archive_bars: READ,
    archive_quotes: READ,
    oauth_apps: {
      select: [
        ...["client_id", "created_at", "id", "name", "pkce_required", "redirect_uris"],
        ...["revoked_at", "scopes"],
      ],
    },
    signing_keys: ADD, // the first token makes the first key
  },
  /** Only accounts, and no user at all. */
  raxx_commit: {
    mbt_accounts: WRITE,
    mbt_orders: WRITE,
    mbt_purged_order_ids: READ,
    mbt_order_legs: WRITE,
    mbt_positions: WRITE,
    mbt_job_effects: WRITE,
    mbt_events: ADD,
    mbt_checkpoints: ADD,
    mbt_fills: ADD,
    mbt_ledger_entries: ADD,
    mbt_activities: ADD,
    mbt_legs: READ,
    instruments: READ,
    calendar_overrides: READ,
    interest_rates: READ,
    borrow_rates: READ,
    option_contracts: READ,
    market_clock_anchors: READ,
    market_jobs: READ,
  },
  /** Reads accounts, writes the market; what it stores of users goes through functions. */
  raxx_worker: {
    users: { select: ["erase_at", "guest_until", "id", "tier"] },
    data_attestations: READ,
    data_usage_days: READ,
    webhooks: READ,
    webhook_deliveries: READ,
    alerts: READ,
    notice_choices: READ,
    notice_tail: READ,
    fill_reports: READ,
    mbt_accounts: READ,
    ...TRADING,
    instruments: WRITE,
    calendar_overrides: { ...WRITE, delete: true },
    interest_rates: { ...WRITE, delete: true },
    borrow_rates: { ...WRITE, delete: true },
    option_contracts: WRITE,
    corporate_actions: WRITE,
    market_jobs: WRITE,
    matcher_leases: WRITE,
    market_clock_anchors: ADD,
    feed_switches: ADD,
    archive_bars: ADD,
    archive_quotes: ADD,
  },
  /** Nothing: it deletes through its functions. */
  raxx_retention: {},
};

/**
 * Every place that holds something of a person: what an export gives them and what an erasure empties. A
 * table that is in neither list fails a test, so nobody adds one without saying whose it is.
 */

interface RowPlace {
  readonly table: string;
  /** Told in the export; null for what it leaves out. */
  readonly about: string | null;
  /** Never exported: what a thief could use. Binary columns, which are hashes and keys, never are. */
  readonly hidden?: readonly string[];
}

/** In the order they are erased: children first, so that a run that was cut short goes on where it was. */
export const ROW_PLACES: readonly RowPlace[] = [
  { table: "mbt_fills", about: "Fills of your orders, at prices of the simulation." },
  { table: "mbt_activities", about: "Activities of your accounts." },
  { table: "mbt_ledger_entries", about: "Every posting of your paper money." },
  { table: "mbt_positions", about: "Positions." },
  { table: "mbt_order_legs", about: "Legs of your orders." },
  { table: "mbt_orders", about: "Your orders." },
  { table: "mbt_job_effects", about: "What market days did to your accounts." },
  { table: "mbt_checkpoints", about: null }, // made of mbt_events, which are exported
  { table: "mbt_purged_order_ids", about: null }, // hashes of names of orders that are gone
  { table: "fill_contexts", about: "Quotes of the seconds around your fills." },
  { table: "mbt_events", about: "The log of your accounts: all the others are made of it." },
  { table: "webhook_deliveries", about: "Messages to your webhooks." },
  { table: "webhooks", about: "Your webhooks." },
  { table: "alerts", about: "Prices you wait for, or waited for." },
  { table: "notices", about: "What you were told of." },
  { table: "notice_choices", about: "Where you want to be told." },
  { table: "journal_notes", about: "Your notes and tags." },
  { table: "fill_reports", about: "Fills you reported." },
  { table: "oauth_grants", about: "Apps you connected." },
  { table: "watchlists", about: "Your watchlists." },
  { table: "idempotency_keys", about: "Answers kept for requests your programs may repeat." },
  { table: "api_keys", about: "Your API keys, without their secrets." },
  { table: "mbt_accounts", about: "Your paper accounts." },
  { table: "data_usage_days", about: "Days on which you had market data, by feed." },
  { table: "data_attestations", about: "Your word on being no market professional." },
  { table: "step_ups", about: "What your passkeys confirmed." },
  { table: "recovery_codes", about: "When recovery codes were made and used." },
  { table: "mail_links", about: "Links of mails to you, without their tokens." },
  { table: "mails", about: "Mails to you." },
  { table: "known_devices", about: "From where you signed in, coarsely." },
  { table: "sessions", about: "Your sessions.", hidden: ["token_id", "previous_token_id"] },
  { table: "passkeys", about: "Your passkeys' public half." },
  { table: "security_events", about: "The security log." },
];

/** The row everything else hangs on: exported first, erased last. */
export const USER_PLACE: RowPlace = { table: "users", about: "You: address, plan, dates." };

/** Keys of Redis that hold something of a user, by what is in the key or in its value. All of them run out by themselves. */
export const REDIS_PLACES = [
  { match: "raxx:limit:*", holds: "key", what: "rate limits" },
  { match: "raxx:accounts:*", holds: "key", what: "the lock around changes of accounts" },
  { match: "raxx:ceremony:*", holds: "value", what: "passkey ceremonies" },
  { match: "raxx:socket-ticket:*", holds: "value", what: "tickets of sockets" },
] as const;

/** Files of the data directory. Exports are made while they are sent and never stored. */
export const FILE_PLACES = [
  { dir: "mail", ending: ".eml", what: "mails, where there is no mail server" },
] as const;

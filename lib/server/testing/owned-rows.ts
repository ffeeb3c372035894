/** Rows as small as they can be, for tests that want one in every table of a user. */
import { uuidv7 } from "../ids";

/** The app that grants name; a test stores it. */
export const APP_ID = uuidv7(Date.now());

/** A row of the user in every table they may write, by table. */
export function rowsOf(userId: string, accountId: string): Record<string, Record<string, unknown>> {
  const id = uuidv7(Date.now());
  const owned = { id, user_id: userId };
  const soon = { expires_at: "2099-01-01" };
  const lasting = { expires_at: "2099-01-01", ends_at: "2099-01-01" };
  const device = { device_type: "singleDevice", backed_up: false, aaguid: "", name: "Key" };
  return {
    passkeys: { ...owned, ...device, credential_id: id, public_key: "", counter: 0 },
    sessions: { ...owned, user_agent: "", ip_prefix: "", token_id: id, ...lasting },
    api_keys: { ...owned, account_id: accountId, key_id: id, secret_hash: "", name: "Key" },
    step_ups: { ...owned, session_id: id, kind: "", action_hash: "", nonce: "", ...soon },
    recovery_codes: { ...owned, code_hash: id },
    security_events: { user_id: userId, kind: "signed_in", detail: "{}" },
    watchlists: { ...owned, account_id: accountId, name: id },
    idempotency_keys: {
      ...{ user_id: userId, account_id: accountId, key_hash: id, request_hash: "" },
      locked_until: "2099-01-01",
    },
    data_attestations: { ...owned, by: "user" },
    data_usage_days: { user_id: userId, day: "2026-11-20", feed: id },
    oauth_grants: {
      ...{ ...owned, account_id: accountId, app_id: APP_ID, redirect_uri: "" },
      ...{ code_hash: Buffer.from(id), code_expires_at: "2099-01-01" },
    },
    webhooks: { ...owned, account_id: accountId, url: "", told_version: 0 },
    mails: { ...owned, address: "", kind: "", detail: "{}" },
    mail_links: { ...owned, purpose: "", token_hash: id, ...soon },
    known_devices: { user_id: userId, device: id, ip_prefix: "" },
    alerts: {
      ...{ ...owned, account_id: accountId, symbol: "AAPL" },
      ...{ direction: "rises_to", price_micros: 1 },
    },
    notice_choices: { user_id: userId, kind: id, in_app: true, webhook: false },
    journal_notes: { ...owned, account_id: accountId, subject: id, text: "" },
    fill_reports: { ...owned, account_id: accountId, fill_id: id, text: "" },
  };
}

/** What the worker's jobs and retention leave of an account: not the user's to write. */
export function jobRowsOf(accountId: string): Record<string, Record<string, unknown>> {
  const key = uuidv7(Date.now());
  return {
    market_jobs: {
      ...{ key, market: "sim", feed: "real_time", kind: key, date: "2026-11-20" },
      ...{ status: "done", due_at: "2026-11-20" },
    },
    mbt_job_effects: { job_key: key, account_id: accountId, outcome: "done" },
    mbt_purged_order_ids: { account_id: accountId, epoch: 1, hash: "", order_id: key },
    fill_contexts: { account_id: accountId, version: 1, quotes: "{}" },
  };
}

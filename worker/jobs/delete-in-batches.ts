/** Calls a retention function until it has less than a batch to delete: each call is short (decisions 1). */
import type pg from "pg";

const BATCH = 1_000;

/** The functions of `raxx_retention` that take an instant and a number of rows. */
type Retention =
  | "retention_delete_sessions"
  | "retention_delete_step_ups"
  | "retention_delete_idempotency_keys"
  | "retention_delete_webhook_deliveries"
  | "retention_delete_mails"
  | "retention_delete_auth_attempts"
  | "retention_delete_mail_links"
  | "retention_delete_mailed_codes"
  | "retention_delete_known_devices"
  | "retention_delete_market_jobs"
  | "retention_delete_notices";

/** Deletes what is older than `keptMs`; answers how many rows went. Safe to run twice: what is gone is gone. */
export async function deleteInBatches(
  pool: pg.Pool,
  retention: Retention,
  keptMs: number,
): Promise<number> {
  let total = 0;
  for (;;) {
    const { rows } = await pool.query<{ gone: number }>(
      `SELECT ${retention}(now() - $1 * interval '1 millisecond', $2) AS gone`,
      [keptMs, BATCH],
    );
    const gone = rows[0]?.gone ?? 0;
    total += gone;
    if (gone < BATCH) return total;
  }
}

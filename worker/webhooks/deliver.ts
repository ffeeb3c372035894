/** One try to deliver one message, and what is written down of it. */
import type pg from "pg";
import type { Deps } from "@/lib/server/deps";
import { postWebhook } from "@/lib/server/webhooks/post-webhook";
import type { AddressPolicy } from "@/lib/server/webhooks/safe-address";
import { signatureOf, webhookSecret } from "@/lib/server/webhooks/signature";

/** With the backoff of webhooks.ts the last try is 21 minutes after the first. */
export const ATTEMPTS_MAX = 8;
const ERROR_LENGTH_MAX = 200;

interface DeliveryRow {
  webhook_id: string;
  url: string;
  payload: string;
  attempts: number;
  deleted: boolean;
}

/** Tries; throws when it is to be tried again. What was delivered, or given up, is left alone. */
export async function deliver(
  { env, clock }: Pick<Deps, "env" | "clock">,
  pool: pg.Pool,
  { id, policy }: { readonly id: string; readonly policy: AddressPolicy },
): Promise<void> {
  const row = await findPending(pool, id);
  if (row === null) return;
  if (row.deleted)
    return record(pool, id, { status: "failed", code: null, error: "webhook deleted" });
  const secret = webhookSecret(env.NEXTAUTH_SECRET, row.webhook_id);
  const headers = {
    "Content-Type": "application/json",
    "User-Agent": "Raxx-Webhook/1",
    "Raxx-Webhook-Id": row.webhook_id,
    "Raxx-Delivery-Id": id,
    "Raxx-Signature": signatureOf(secret, row.payload, clock.nowMs()),
  };
  const answer = await postWebhook(row.url, { body: row.payload, headers }, policy).catch(
    (error: unknown) => String(error).slice(0, ERROR_LENGTH_MAX),
  );
  const code = typeof answer === "number" ? answer : null;
  const error = code === null ? String(answer) : null;
  if (code !== null && code >= 200 && code < 300) {
    return record(pool, id, { status: "delivered", code, error: null });
  }
  const last = row.attempts + 1 >= ATTEMPTS_MAX;
  await record(pool, id, { status: last ? "failed" : "pending", code, error });
  if (!last) throw new Error(error ?? `answered ${code}`);
}

async function findPending(pool: pg.Pool, id: string): Promise<DeliveryRow | null> {
  const { rows } = await pool.query<DeliveryRow>(
    `SELECT d.webhook_id, w.url, d.payload, d.attempts, w.deleted_at IS NOT NULL AS deleted
     FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id
     WHERE d.id = $1 AND d.status = 'pending'`,
    [id],
  );
  return rows[0] ?? null;
}

async function record(
  pool: pg.Pool,
  id: string,
  { status, code, error }: { status: string; code: number | null; error: string | null },
): Promise<void> {
  await pool.query("SELECT record_webhook_attempt($1, $2, $3, $4)", [id, status, code, error]);
}

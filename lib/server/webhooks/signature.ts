/**
 * How a receiver knows that a message is ours: `t=<seconds>,v1=<hex>`, an HMAC-SHA-256 over the time
 * and the bytes of the body. The secret of a webhook follows from its id and the server's own, so it
 * is stored nowhere.
 */
import { createHmac } from "node:crypto";

/** The signing secret of a webhook. */
export function webhookSecret(serverSecret: string, webhookId: string): string {
  const mac = createHmac("sha256", serverSecret).update(`webhook:${webhookId}`);
  return `whsec_${mac.digest("base64url")}`;
}

/** The value of the Raxx-Signature header. */
export function signatureOf(secret: string, body: string, atMs: number): string {
  const seconds = Math.floor(atMs / 1_000);
  const mac = createHmac("sha256", secret).update(`${seconds}.${body}`);
  return `t=${seconds},v1=${mac.digest("hex")}`;
}

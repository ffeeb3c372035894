/** The append-only log a user reads to see what happened to their account. Details hold no secrets. */
import type { PrismaTx } from "../database/prisma";
import { withUser } from "../database/with-user";
import type { Deps } from "../deps";
import { queueMail } from "../mail/outbox";

export type SecurityEventKind =
  | "account_created"
  | "guest_upgraded"
  | "data_exported"
  | "erasure_asked"
  | "erasure_undone"
  | "signed_in"
  | "new_device"
  | "email_verified"
  | "signed_out"
  | "session_revoked"
  | "other_sessions_revoked"
  | "stepped_up"
  | "passkey_added"
  | "passkey_removed"
  | "passkey_locked"
  | "recovery_codes_made"
  | "recovery_started"
  | "recovery_canceled"
  | "recovered"
  | "tier_changed"
  | "operator_changed"
  | "operator_viewed"
  | "api_key_created"
  | "api_key_revoked"
  | "data_attested"
  | "app_connected"
  | "app_disconnected";

/** Told by mail too: what opens an account, or takes a way into it away. */
const MAILED = [
  "new_device",
  "passkey_added",
  "passkey_removed",
  "passkey_locked",
  "recovery_codes_made",
  "recovery_canceled",
  "recovered",
  "api_key_created",
  "api_key_revoked",
  "erasure_undone",
] as const satisfies readonly SecurityEventKind[];

type Detail = Readonly<Record<string, string>>;

/** Appends one event. */
export function recordSecurityEvent(
  deps: Pick<Deps, "prisma">,
  userId: string,
  kind: SecurityEventKind,
  detail: Detail,
): Promise<void> {
  return withUser(deps.prisma, userId, (tx) => recordIn(tx, userId, kind, detail));
}

/**
 * Appends one event in the transaction of what it tells of, as that transaction's user, and with it the
 * mail that tells the user.
 */
export async function recordIn(
  tx: PrismaTx,
  userId: string,
  kind: SecurityEventKind,
  detail: Detail,
): Promise<void> {
  const { at } = await tx.securityEvent.create({
    data: { userId, kind, detail: { ...detail } },
    select: { at: true },
  });
  const mailed = MAILED.find((one) => one === kind);
  if (mailed !== undefined) await queueMail(tx, at.getTime(), { userId, kind: mailed, detail });
}

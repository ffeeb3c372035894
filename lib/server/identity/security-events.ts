/** The append-only log a user reads to see what happened to their account. Details hold no secrets. */
import type { PrismaTx } from "../database/prisma";
import { withUser } from "../database/with-user";
import type { Deps } from "../deps";

export type SecurityEventKind =
  | "account_created"
  | "signed_in"
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
  | "api_key_created"
  | "api_key_revoked"
  | "data_attested"
  | "app_connected"
  | "app_disconnected";

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

/** Appends one event in the transaction of what it tells of, as that transaction's user. */
export async function recordIn(
  tx: PrismaTx,
  userId: string,
  kind: SecurityEventKind,
  detail: Detail,
): Promise<void> {
  await tx.securityEvent.create({
    data: { userId, kind, detail: { ...detail } },
    select: { id: true },
  });
}

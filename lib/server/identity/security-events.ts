/** The append-only log a user reads to see what happened to their account. Details hold no secrets. */
import { withUser } from "../database/with-user";
import type { Deps } from "../deps";

export type SecurityEventKind =
  | "account_created"
  | "signed_in"
  | "signed_out"
  | "api_key_created"
  | "api_key_revoked"
  | "data_attested"
  | "app_connected"
  | "app_disconnected";

/** Appends one event. */
export async function recordSecurityEvent(
  deps: Pick<Deps, "prisma">,
  userId: string,
  kind: SecurityEventKind,
  detail: Readonly<Record<string, string>>,
): Promise<void> {
  await withUser(deps.prisma, userId, (tx) =>
    tx.securityEvent.create({
      data: { userId, kind, detail: { ...detail } },
      select: { id: true },
    }),
  );
}

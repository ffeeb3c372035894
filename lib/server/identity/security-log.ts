/** The security log as its user reads it: each event one sentence, the newest first. */
import type { SecurityEventView } from "@/lib/wire/raxx/security";
import { withUser } from "../database/with-user";
import type { Deps } from "../deps";
import type { SecurityEventKind } from "./security-events";

const PAGE = 100;

type Detail = Readonly<Record<string, unknown>>;

/** A kind without a sentence does not compile. */
const SENTENCES: { readonly [K in SecurityEventKind]: (detail: Detail) => string } = {
  account_created: ({ passkey }) => `Account created with a passkey (${passkey}).`,
  guest_upgraded: ({ passkey }) => `The guest account was kept with a passkey (${passkey}).`,
  data_exported: () => "Everything about this account was exported.",
  erasure_asked: ({ at }) => `Erasure asked for: everything goes on ${at}, unless it is undone.`,
  erasure_undone: () => "The erasure was undone; keys and sessions that it ended stay ended.",
  signed_in: () => "Signed in with a passkey.",
  new_device: ({ device, ipPrefix }) => `Signed in from a new device: ${device}, ${ipPrefix}.`,
  email_verified: () => "The email address was confirmed.",
  signed_out: () => "Signed out.",
  session_revoked: () => "Another session was ended.",
  other_sessions_revoked: ({ count }) => `All other sessions were ended (${count}).`,
  stepped_up: () => "Confirmed with a passkey.",
  passkey_added: ({ name }) => `Passkey added: ${name}.`,
  passkey_removed: () => "A passkey was removed.",
  passkey_locked: () =>
    "A passkey was locked: its counter went backwards, so it may have been copied.",
  recovery_codes_made: ({ count }) => `${count} recovery codes made; earlier ones are void.`,
  recovery_started: () => "A recovery was begun: a new passkey can be made a day later.",
  recovery_canceled: () => "A recovery was canceled.",
  recovered: ({ name }) => `Recovered: passkey ${name} made, every session ended.`,
  tier_changed: ({ from, to }) => `The plan was changed from ${from} to ${to}.`,
  operator_changed: ({ operator }) =>
    operator === "yes" ? "Made an operator." : "No longer an operator.",
  operator_viewed: () => "Opened the operator page.",
  data_attested: () => "Declared as a non-professional user of market data.",
  app_connected: ({ app }) => `An app was connected: ${app}.`,
  app_disconnected: () => "An app was disconnected.",
  api_key_created: ({ name, keyId }) => `API key made: ${name} (${keyId}).`,
  api_key_revoked: () => "An API key was revoked.",
};

/** The latest events of a user. */
export async function listSecurityEvents(
  { prisma }: Pick<Deps, "prisma">,
  userId: string,
): Promise<readonly SecurityEventView[]> {
  const rows = await withUser(prisma, userId, (tx) =>
    tx.securityEvent.findMany({ where: { userId }, orderBy: { id: "desc" }, take: PAGE }),
  );
  return rows.map(({ id, kind, detail, at }) => ({
    id: String(id),
    kind,
    text: sentence(kind, detail as Detail),
    atMs: at.getTime(),
  }));
}

function sentence(kind: string, detail: Detail): string {
  // A row of a kind that this version does not know yet still shows that something happened.
  return SENTENCES[kind as SecurityEventKind]?.(detail) ?? kind.replaceAll("_", " ");
}

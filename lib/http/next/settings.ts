/** What settings pages load. Each asks for the session itself: a layout is no guard of its pages. */
import { redirect } from "next/navigation";
import { listOwnAccounts } from "@/lib/server/accounts/own-accounts";
import { attestedAt } from "@/lib/server/data/attestation";
import { listApiKeys } from "@/lib/server/identity/api-keys";
import { readEmail } from "@/lib/server/identity/email-address";
import { listPasskeys } from "@/lib/server/identity/passkeys";
import { readRecovery } from "@/lib/server/identity/recovery-codes";
import { listSecurityEvents } from "@/lib/server/identity/security-log";
import { listSessions } from "@/lib/server/identity/session-list";
import type { SessionReading } from "@/lib/server/identity/sessions";
import { listConnectedApps } from "@/lib/server/oauth/grants";
import type { ConnectedAppView } from "@/lib/wire/raxx/connected-app";
import { isScope } from "@/lib/wire/raxx/scope";
import { getDeps } from "./deps";
import { currentReading } from "./session";

export async function loadKeys() {
  return listApiKeys(getDeps(), (await signedIn()).caller);
}

export async function loadPasskeys() {
  const { userId } = (await signedIn()).caller;
  const [{ passkeys }, recovery, email] = await Promise.all([
    listPasskeys(getDeps(), userId),
    readRecovery(getDeps(), userId),
    readEmail(getDeps(), userId),
  ]);
  return { passkeys, recovery, email };
}

export async function loadSessions() {
  return listSessions(getDeps(), await signedIn());
}

export async function loadSecurityLog() {
  return listSecurityEvents(getDeps(), (await signedIn()).caller.userId);
}

export async function loadApps(): Promise<readonly ConnectedAppView[]> {
  const { caller } = await signedIn();
  const [apps, accounts] = await Promise.all([
    listConnectedApps(getDeps(), caller),
    listOwnAccounts(getDeps(), caller),
  ]);
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  return apps.map(({ id, name, account_id, scopes, created_at }) => ({
    ...{ id, name, account: names.get(account_id) ?? "", connectedAtMs: created_at.getTime() },
    scopes: scopes.filter(isScope),
  }));
}

export async function loadMarketData() {
  const { userId, tier } = (await signedIn()).caller;
  return { isPaid: tier !== "free", attestedAtMs: await attestedAt(getDeps(), userId) };
}

async function signedIn(): Promise<SessionReading> {
  return (await currentReading()) ?? redirect("/");
}

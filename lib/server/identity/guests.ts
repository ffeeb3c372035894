/**
 * Guests (decisions 23): a session of a day with a paper account of its own and no way to prove who it
 * is. No keys, no apps, no live. Adding a passkey makes a user of it; account and ledger stay.
 */
import { openAccount } from "../accounts/open-account";
import { withUser } from "../database/with-user";
import type { Deps } from "../deps";
import { AppError } from "../errors";
import { uuidv7 } from "../ids";
import { takeCeremony } from "./challenges";
import { checkAttestation } from "./passkey-attestation";
import { registerOptions } from "./passkey-options";
import { recordIn } from "./security-events";
import type { SessionToken } from "./session-token";
import { openGuestSession, openSession, type SessionReading } from "./sessions";
import { isTaken, type SignIn } from "./sign-in";

const GUEST_MS = 24 * 60 * 60_000;

/** A new guest with a funded account and a session that lasts as long as both. */
export async function welcomeGuest(deps: Deps, from: SignIn["from"]): Promise<SessionToken> {
  const nowMs = deps.clock.nowMs();
  const [userId, endsAtMs] = [uuidv7(nowMs), nowMs + GUEST_MS];
  await withUser(deps.prisma, userId, (tx) =>
    tx.user.create({ data: { id: userId, guestUntil: new Date(endsAtMs) }, select: { id: true } }),
  );
  await openAccount(deps, { userId, feed: "delayed", name: "Paper 1" });
  return openGuestSession(deps, userId, { ...from, endsAtMs });
}

/** Begins the passkey that makes a user of a guest. */
export function upgradeOptions(
  deps: Deps,
  { sessionId, caller: { userId }, guestUntilMs }: SessionReading,
  email: string,
) {
  if (guestUntilMs === null) throw notGuest();
  return registerOptions(deps, { purpose: "upgrade", email, userId, sessionId }, []);
}

/** Makes a user of a guest, and a session of the usual kind in the place of theirs; null when refused. */
export async function upgradeGuest(
  deps: Deps,
  session: SessionReading,
  { ceremonyId, response, from }: SignIn,
): Promise<SessionToken | null> {
  const { userId } = session.caller;
  if (session.guestUntilMs === null) throw notGuest();
  const ceremony = await takeCeremony(deps.redis, ceremonyId, ["upgrade"]);
  if (ceremony?.userId !== userId || ceremony.sessionId !== session.sessionId) return null;
  const passkey = await checkAttestation(deps, ceremony.challenge, response);
  if (passkey === null) return null;
  const done = await withUser(deps.prisma, userId, async (tx) => {
    const [row] = await tx.$queryRaw<
      { ok: boolean }[]
    >`SELECT upgrade_guest(${ceremony.email}) AS ok`;
    if (row?.ok !== true) return false;
    await tx.passkey.create({ data: { ...passkey, userId }, select: { id: true } });
    await tx.session.updateMany({
      where: { userId, revokedAt: null },
      data: { revokedAt: new Date(deps.clock.nowMs()) },
    });
    await recordIn(tx, userId, "guest_upgraded", { passkey: passkey.name });
    return true;
  }).catch((error: unknown) => {
    if (isTaken(error)) return false;
    throw error;
  });
  return done ? openSession(deps, userId, from) : null;
}

/** Refuses what a guest may not do. */
export function refuseGuest({ guestUntilMs }: Pick<SessionReading, "guestUntilMs">): void {
  if (guestUntilMs !== null)
    throw new AppError(
      "forbidden",
      "Guests cannot do this; keep the account with a passkey first.",
    );
}

function notGuest(): AppError {
  return new AppError("conflict", "This account already has a passkey.");
}

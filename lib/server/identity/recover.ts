/** Recovery from the outside: an address and a code, a day of waiting, then a new passkey and a session. */
import { withLookup, withUser } from "../database/with-user";
import type { Deps } from "../deps";
import { takeCeremony } from "./challenges";
import { checkAttestation } from "./passkey-attestation";
import { registerOptions } from "./passkey-options";
import { showRecoveryCode, spendRecoveryCode } from "./recovery-codes";
import { recordIn } from "./security-events";
import type { SessionToken } from "./session-token";
import { openSession } from "./sessions";
import { isTaken, type SignIn } from "./sign-in";

/** Starts, waits for or opens a recovery with a code. An address nobody has is answered like a wrong code. */
export async function beginRecovery(
  deps: Deps,
  { email, code }: { readonly email: string; readonly code: string },
) {
  const user = await withLookup(deps.prisma, email, (tx) =>
    tx.user.findUnique({ where: { email }, select: { id: true } }),
  );
  return user === null ? null : beginRecoveryOf(deps, { userId: user.id, email }, code);
}

/** The same for a user who is known, by a code or a mailed link. */
export async function beginRecoveryOf(
  deps: Deps,
  { userId, email }: { readonly userId: string; readonly email: string },
  code: string,
) {
  const step = await showRecoveryCode(deps, userId, code);
  if (step.kind === "refused") return null;
  if (step.kind === "waiting") return step;
  const asker = { purpose: "recover", email, userId, sessionId: step.codeId } as const;
  return { kind: "open" as const, ...(await registerOptions(deps, asker, [])) };
}

/** Makes the new passkey, ends every session there was, and opens one. */
export async function finishRecovery(
  deps: Deps,
  { ceremonyId, response, from }: SignIn,
): Promise<SessionToken | null> {
  const ceremony = await takeCeremony(deps.redis, ceremonyId, ["recover"]);
  if (ceremony === null) return null;
  const { userId, sessionId: codeId } = ceremony;
  const passkey = await checkAttestation(deps, ceremony.challenge, response);
  if (passkey === null) return null;
  const nowMs = deps.clock.nowMs();
  const done = await withUser(deps.prisma, userId, async (tx) => {
    if (!(await spendRecoveryCode(tx, userId, codeId, nowMs))) return false;
    await tx.passkey.create({ data: { ...passkey, userId }, select: { id: true } });
    await tx.session.updateMany({
      where: { userId, revokedAt: null },
      data: { revokedAt: new Date(nowMs) },
    });
    await recordIn(tx, userId, "recovered", { passkeyId: passkey.id, name: passkey.name });
    return true;
  }).catch((error: unknown) => {
    if (isTaken(error)) return false;
    throw error;
  });
  return done ? openSession(deps, userId, from) : null;
}

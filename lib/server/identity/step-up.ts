/**
 * The fresh step-up (decisions 17): a passkey confirms the session, which then counts as just
 * authenticated for five minutes. It keeps its id; its earlier tokens die.
 */
import { withUser } from "../database/with-user";
import type { Deps } from "../deps";
import { takeCeremony } from "./challenges";
import { checkAssertion, recordUse } from "./passkey-assertion";
import { recordSecurityEvent } from "./security-events";
import type { SessionToken } from "./session-token";
import { confirmSession, type SessionReading } from "./sessions";

const FRESH_MS = 5 * 60_000;

/** Whether a passkey confirmed this session within the last five minutes. */
export function isFresh({ authenticatedAtMs }: SessionReading, nowMs: number): boolean {
  return nowMs - authenticatedAtMs <= FRESH_MS;
}

/** Ends the ceremony that the same session began; answers the session's next token, or null. */
export async function stepUp(
  deps: Deps,
  { sessionId, caller: { userId } }: SessionReading,
  { ceremonyId, response }: { readonly ceremonyId: string; readonly response: unknown },
): Promise<SessionToken | null> {
  const ceremony = await takeCeremony(deps.redis, ceremonyId, ["step_up"]);
  if (ceremony === null || ceremony.userId !== userId || ceremony.sessionId !== sessionId)
    return null;
  const { challenge } = ceremony;
  const checked = await checkAssertion(deps, { challenge, userId, response });
  if (checked === null) return null;
  const used = await withUser(deps.prisma, userId, (tx) =>
    recordUse(tx, checked, deps.clock.nowMs()),
  );
  if (!used) return null;
  const token = await confirmSession(deps, { sessionId, userId });
  if (token !== null) await recordSecurityEvent(deps, userId, "stepped_up", { sessionId });
  return token;
}

/** The sessions a user sees in settings, and how they end. */
import type { SessionView } from "@/lib/wire/raxx/security";
import { withUser } from "../database/with-user";
import type { Deps } from "../deps";
import { isUuid } from "../ids";
import { deviceName } from "./device-name";
import { recordIn } from "./security-events";
import type { SessionReading } from "./sessions";

type Named = Pick<SessionReading, "sessionId" | "caller">;
type Needs = Pick<Deps, "prisma" | "clock">;

/** Sessions shown at most; an open session more than these is still over with "all others". */
const SHOWN_MAX = 100;

/** The sessions that still count, the current one first, then the latest used. */
export async function listSessions(
  deps: Needs,
  { sessionId, caller: { userId } }: Named,
): Promise<readonly SessionView[]> {
  const now = new Date(deps.clock.nowMs());
  const rows = await withUser(deps.prisma, userId, (tx) =>
    tx.session.findMany({
      where: { userId, revokedAt: null, expiresAt: { gt: now }, endsAt: { gt: now } },
      orderBy: { lastSeenAt: "desc" },
      take: SHOWN_MAX,
    }),
  );
  const views = rows.map((row) => ({
    id: row.id,
    device: deviceName(row.userAgent),
    ipPrefix: row.ipPrefix,
    createdAtMs: row.createdAt.getTime(),
    lastSeenAtMs: row.lastSeenAt.getTime(),
    current: row.id === sessionId,
  }));
  return views.sort((a, b) => Number(b.current) - Number(a.current));
}

/** Ends a session of the user; false when there is none of theirs by that id that still counts. */
export async function revokeSession(
  deps: Needs,
  userId: string,
  sessionId: string,
  why: "signed_out" | "session_revoked",
): Promise<boolean> {
  if (!isUuid(sessionId)) return false;
  return withUser(deps.prisma, userId, async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { id: sessionId, userId, revokedAt: null },
      data: { revokedAt: new Date(deps.clock.nowMs()) },
    });
    if (count > 0) await recordIn(tx, userId, why, { sessionId });
    return count > 0;
  });
}

/** Ends every session of the user but the one that asks; answers how many. */
export async function revokeOtherSessions(
  deps: Needs,
  { sessionId, caller: { userId } }: Named,
): Promise<number> {
  return withUser(deps.prisma, userId, async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { userId, revokedAt: null, id: { not: sessionId } },
      data: { revokedAt: new Date(deps.clock.nowMs()) },
    });
    await recordIn(tx, userId, "other_sessions_revoked", { count: String(count) });
    return count;
  });
}

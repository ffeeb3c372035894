/**
 * Server-side sessions: the cookie names one, this table decides. Every request asks, so signing out
 * takes effect on the next one.
 */
import type pg from "pg";
import { queryAsUser, withUser } from "../database/with-user";
import { type Caller, type Deps, feedOf, type Tier } from "../deps";
import { isUuid, uuidv7 } from "../ids";

export const SESSION_SECONDS = 8 * 60 * 60;

export interface SessionReading {
  readonly sessionId: string;
  readonly email: string;
  readonly caller: Caller;
}

/** Opens a session and answers its id; 128 random bits stand behind the signed cookie. */
export async function openSession(
  deps: Pick<Deps, "prisma" | "clock">,
  userId: string,
  from: { readonly userAgent: string; readonly ip: string },
): Promise<string> {
  const nowMs = deps.clock.nowMs();
  const id = uuidv7(nowMs);
  await withUser(deps.prisma, userId, (tx) =>
    tx.session.create({
      data: {
        id,
        userId,
        userAgent: from.userAgent.slice(0, 200),
        ipPrefix: ipPrefix(from.ip),
        expiresAt: new Date(nowMs + SESSION_SECONDS * 1_000),
      },
      select: { id: true },
    }),
  );
  return id;
}

const SQL = `
  SELECT s.id, u.id AS user_id, u.email, u.tier, a.id AS account_id
  FROM sessions s JOIN users u ON u.id = s.user_id
  JOIN LATERAL (SELECT id FROM mbt_accounts WHERE user_id = u.id AND archived_at IS NULL
    AND ($3::uuid IS NULL OR id = $3) ORDER BY created_at LIMIT 1) a ON true
  WHERE s.id = $1 AND s.user_id = $2 AND s.revoked_at IS NULL AND s.expires_at > now()`;

interface SessionRow {
  id: string;
  user_id: string;
  email: string;
  tier: Tier;
  account_id: string;
}

/** Who a session belongs to, if it still counts; on their first account, or the one that is named. */
export async function readSession(
  pool: pg.Pool,
  sessionId: string,
  userId: string,
  accountId: string | null = null,
): Promise<SessionReading | null> {
  if (!isUuid(sessionId) || !isUuid(userId)) return null;
  if (accountId !== null && !isUuid(accountId)) return null;
  const [row] = await queryAsUser<SessionRow>(pool, userId, {
    text: SQL,
    values: [sessionId, userId, accountId],
  });
  if (row === undefined) return null;
  const { user_id, account_id, tier, email } = row;
  const caller = { userId: user_id, accountId: account_id, tier, feed: feedOf(tier) };
  return { sessionId: row.id, email, caller };
}

/** Ends a session now. */
export async function revokeSession(
  deps: Pick<Deps, "prisma" | "clock">,
  sessionId: string,
  userId: string,
): Promise<void> {
  await withUser(deps.prisma, userId, (tx) =>
    tx.session.updateMany({
      where: { id: sessionId, userId, revokedAt: null },
      data: { revokedAt: new Date(deps.clock.nowMs()) },
    }),
  );
}

/** /24 of IPv4 or /48 of IPv6: enough to recognise a place, too little to find a person. */
function ipPrefix(ip: string): string {
  const plain = ip.replace(/^::ffff:/, "");
  return plain.includes(":")
    ? `${plain.split(":").slice(0, 3).join(":")}::/48`
    : `${plain.split(".").slice(0, 3).join(".")}.0/24`;
}

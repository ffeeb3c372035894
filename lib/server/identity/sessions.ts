/**
 * Server-side sessions: a token names one, this table decides. Every request asks, so signing out
 * takes effect on the next one.
 */
import { randomUUID } from "node:crypto";
import type pg from "pg";
import { feedOf } from "../data/feed-of";
import type { PrismaTx } from "../database/prisma";
import { queryAsUser, withUser } from "../database/with-user";
import type { Caller, Deps, Tier } from "../deps";
import { isUuid, uuidv7 } from "../ids";
import { ipPrefix } from "./ip-prefix";
import { noteDevice } from "./known-devices";
import { recordIn } from "./security-events";
import { ROLLING_SECONDS, type SessionToken } from "./session-token";

/** However much it is used, a session ends; then a passkey is asked for again. */
export const ABSOLUTE_SECONDS = 7 * 24 * 60 * 60;

export interface SessionReading {
  readonly sessionId: string;
  /** Null for a guest. */
  readonly email: string | null;
  readonly caller: Caller;
  /** When a passkey last confirmed this session; a refresh never moves it. */
  readonly authenticatedAtMs: number;
  readonly expiresAtMs: number;
  readonly endsAtMs: number;
  /** Until when this is a guest; null for a user with a passkey. */
  readonly guestUntilMs: number | null;
  /** When everything of the user is erased; null when they did not ask for it. */
  readonly erasesAtMs: number | null;
}

interface From {
  readonly userAgent: string;
  readonly ip: string;
}
type Needs = Pick<Deps, "prisma" | "clock">;

/**
 * Opens a session in the transaction of the passkey that signed in: its use, the session and the log are
 * one, and one write to the disk.
 */
export async function openSessionIn(
  tx: PrismaTx,
  userId: string,
  { from, nowMs }: { readonly from: From; readonly nowMs: number },
): Promise<SessionToken> {
  const token = await insertSession(tx, userId, confirmedNow(from, nowMs));
  await recordIn(tx, userId, "signed_in", { sessionId: token.sessionId });
  return token;
}

/** Opens a session for a passkey that was just checked, and answers what its first token says. */
export function openSession(deps: Needs, userId: string, from: From): Promise<SessionToken> {
  const session = confirmedNow(from, deps.clock.nowMs());
  return withUser(deps.prisma, userId, (tx) => insertSession(tx, userId, session));
}

function confirmedNow(from: From, nowMs: number): NewSession {
  return { ...from, nowMs, authenticatedAtMs: nowMs, endsAtMs: nowMs + ABSOLUTE_SECONDS * 1_000 };
}

/** Opens a session that nothing was checked for: it is never fresh, and ends with its guest. */
export function openGuestSession(
  deps: Needs,
  userId: string,
  from: From & { readonly endsAtMs: number },
): Promise<SessionToken> {
  const session = { ...from, nowMs: deps.clock.nowMs(), authenticatedAtMs: 0 };
  return withUser(deps.prisma, userId, (tx) => insertSession(tx, userId, session));
}

interface NewSession extends From {
  readonly nowMs: number;
  readonly authenticatedAtMs: number;
  readonly endsAtMs: number;
}

async function insertSession(
  tx: PrismaTx,
  userId: string,
  { nowMs, ...from }: NewSession,
): Promise<SessionToken> {
  const now = new Date(nowMs);
  const token = { userId, sessionId: uuidv7(nowMs), tokenId: randomUUID() };
  const device = { userAgent: from.userAgent.slice(0, 200), ipPrefix: ipPrefix(from.ip) };
  await tx.session.create({
    data: {
      id: token.sessionId,
      userId,
      ...device,
      tokenId: token.tokenId,
      createdAt: now,
      authenticatedAt: new Date(from.authenticatedAtMs),
      lastSeenAt: now,
      expiresAt: new Date(Math.min(nowMs + ROLLING_SECONDS * 1_000, from.endsAtMs)),
      endsAt: new Date(from.endsAtMs),
    },
    select: { id: true },
  });
  await noteDevice(tx, userId, device);
  return token;
}

interface SessionRow {
  id: string;
  user_id: string;
  email: string | null;
  tier: Tier;
  account_id: string;
  authenticated_at: Date;
  expires_at: Date;
  ends_at: Date;
  guest_until: Date | null;
  erase_at: Date | null;
}

/** Who a token speaks for, if its session still counts; on their first account, or the one named. */
export function readSession(
  pool: pg.Pool,
  token: SessionToken,
  accountId: string | null = null,
): Promise<SessionReading | null> {
  const { tokenId } = token;
  return isUuid(tokenId) ? find(pool, token, { tokenId, accountId }) : Promise.resolve(null);
}

/** The session of an open socket: it was let in by a token, which may have been exchanged since. */
export function rereadSession(
  pool: pg.Pool,
  { accountId, ...session }: Pick<SessionToken, "sessionId" | "userId"> & { accountId: string },
): Promise<SessionReading | null> {
  return find(pool, session, { tokenId: null, accountId });
}

async function find(
  pool: pg.Pool,
  { sessionId, userId }: Pick<SessionToken, "sessionId" | "userId">,
  { tokenId, accountId }: { readonly tokenId: string | null; readonly accountId: string | null },
): Promise<SessionReading | null> {
  if (!isUuid(sessionId) || !isUuid(userId)) return null;
  if (accountId !== null && !isUuid(accountId)) return null;
  const { rows } = await pool.query<SessionRow>({
    name: "find-session",
    text: "SELECT * FROM find_session($1, $2, $3, $4)",
    values: [sessionId, userId, tokenId, accountId],
  });
  const [row] = rows;
  if (row === undefined) return null;
  const { user_id, account_id, tier, email } = row;
  const feed = await feedOf(pool, { userId: user_id, tier });
  return {
    sessionId: row.id,
    email,
    caller: { userId: user_id, accountId: account_id, tier, feed },
    authenticatedAtMs: row.authenticated_at.getTime(),
    expiresAtMs: row.expires_at.getTime(),
    endsAtMs: row.ends_at.getTime(),
    guestUntilMs: row.guest_until?.getTime() ?? null,
    erasesAtMs: row.erase_at?.getTime() ?? null,
  };
}

const ALIVE = "revoked_at IS NULL AND expires_at > now() AND ends_at > now()";
const EXCHANGE_SQL = `UPDATE sessions SET previous_token_id = token_id, token_id = $3,
  last_seen_at = now(), expires_at = least(now() + $4 * interval '1 second', ends_at)
  WHERE id = $1 AND token_id = $2 AND ${ALIVE} RETURNING token_id`;
const SUCCESSOR_SQL = `SELECT token_id FROM sessions
  WHERE id = $1 AND previous_token_id = $2 AND ${ALIVE}`;

/**
 * Exchanges a token for the session's next one and moves the rolling end; null when it does not count.
 *
 * Of requests that bring the same token at once, one makes the successor and the others are given it:
 * so is a client whose answer was lost. The time of authentication stays.
 */
export async function exchangeToken(
  pool: pg.Pool,
  { sessionId, userId, tokenId }: SessionToken,
): Promise<SessionToken | null> {
  if (![sessionId, userId, tokenId].every(isUuid)) return null;
  const next = randomUUID();
  const ask = (text: string, values: readonly unknown[]) =>
    queryAsUser<{ token_id: string }>(pool, userId, { text, values });
  const [made] = await ask(EXCHANGE_SQL, [sessionId, tokenId, next, ROLLING_SECONDS]);
  // Asked after the update: it waited for whoever was first, whose token is visible only now.
  const found = made ?? (await ask(SUCCESSOR_SQL, [sessionId, tokenId]))[0];
  return found === undefined ? null : { sessionId, userId, tokenId: found.token_id };
}

/** Marks a session as just confirmed by a passkey; every token it had before is dead. */
export async function confirmSession(
  deps: Needs,
  { sessionId, userId }: Pick<SessionToken, "sessionId" | "userId">,
): Promise<SessionToken | null> {
  const tokenId = randomUUID();
  const { count } = await withUser(deps.prisma, userId, (tx) =>
    tx.session.updateMany({
      where: { id: sessionId, userId, revokedAt: null },
      data: { tokenId, previousTokenId: null, authenticatedAt: new Date(deps.clock.nowMs()) },
    }),
  );
  return count === 0 ? null : { sessionId, userId, tokenId };
}

/** The operator's end of every session of a user, on record in their security log. */
import type pg from "pg";
import type { SecurityEventKind } from "./security-events";

const KIND: SecurityEventKind = "session_revoked";

const SQL = `WITH ended AS (
    UPDATE sessions SET revoked_at = now()
    WHERE user_id = (SELECT id FROM users WHERE email = $1) AND revoked_at IS NULL
    RETURNING id, user_id
  ), told AS (
    INSERT INTO security_events (user_id, kind, detail)
    SELECT user_id, $2, jsonb_build_object('sessionId', id, 'by', 'operator') FROM ended RETURNING 1
  ) SELECT count(*)::int AS n FROM told`;

/** Ends them; answers how many there were. The next request with any of them is refused. */
export async function endSessions(owner: pg.Pool, email: string): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(SQL, [email, KIND]);
  return rows[0]?.n ?? 0;
}

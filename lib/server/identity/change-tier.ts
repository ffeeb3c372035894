/** The operator's change of a user's tier, on record in their security log. */
import type pg from "pg";
import type { Tier } from "../deps";
import { uuidv7 } from "../ids";
import type { MailKind } from "../mail/mail-texts";
import type { SecurityEventKind } from "./security-events";

const KIND = "tier_changed" satisfies SecurityEventKind & MailKind;

const MAIL_SQL = `INSERT INTO mails (id, user_id, address, kind, detail)
  SELECT $2, id, email, $3, $4 FROM users WHERE id = $1 AND email IS NOT NULL`;

/** Changes the tier; answers what it was, or null when nobody has that address. */
export async function changeTier(
  owner: pg.Pool,
  email: string,
  { tier, nowMs }: { readonly tier: Tier; readonly nowMs: number },
): Promise<{ readonly userId: string; readonly before: Tier } | null> {
  const client = await owner.connect();
  try {
    await client.query("BEGIN");
    const { rows } = await client.query<{ id: string; tier: Tier }>(
      "SELECT id, tier FROM users WHERE email = $1 FOR UPDATE",
      [email],
    );
    const [user] = rows;
    if (user !== undefined && user.tier !== tier) {
      await client.query("UPDATE users SET tier = $2 WHERE id = $1", [user.id, tier]);
      const detail = { from: user.tier, to: tier };
      await client.query(
        "INSERT INTO security_events (user_id, kind, detail) VALUES ($1, $2, $3)",
        [user.id, KIND, detail],
      );
      await client.query(MAIL_SQL, [user.id, uuidv7(nowMs), KIND, detail]);
    }
    await client.query("COMMIT");
    return user === undefined ? null : { userId: user.id, before: user.tier };
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

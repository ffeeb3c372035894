/** The operator's rotation of the keys that sign session tokens. */
import type pg from "pg";
import { addSigningKey } from "./key-ring";
import { ROLLING_SECONDS } from "./session-token";

/**
 * Makes a key that signs from now on; answers its kid. The others verify for as long as a token of
 * theirs may be exchanged, or, `atOnce`, no more: then everybody signs in again.
 */
export async function rotateSigningKey(
  owner: pg.Pool,
  secret: string,
  { atOnce }: { readonly atOnce: boolean },
): Promise<string> {
  const client = await owner.connect();
  try {
    await client.query("BEGIN");
    await client.query(
      `UPDATE signing_keys SET retires_at = now() + $1 * interval '1 second'
       WHERE retires_at IS NULL OR $2`,
      [atOnce ? 0 : ROLLING_SECONDS, atOnce],
    );
    const kid = await addSigningKey(client, secret);
    await client.query("COMMIT");
    return kid;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/**
 * Which worker matches: a row in Postgres with a time to live, by the database's clock.
 *
 * The lease only keeps two matchers from doing the same work; that neither can double a fill is the
 * account version's doing.
 */
import type pg from "pg";

/**
 * Short, so that another worker takes over before anybody notices; a worker that is held up for longer loses it for a
 * moment, which costs wasted work and nothing else.
 */
export const LEASE_MS = 400;
/** One partition for now; `partition` is in the table so that more are rows, not a migration. */
const PARTITION = 0;

const SQL = `
  INSERT INTO matcher_leases (partition, holder, expires_at)
  VALUES ($1, $2, now() + $3 * interval '1 millisecond')
  ON CONFLICT (partition) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
  WHERE matcher_leases.holder = excluded.holder OR matcher_leases.expires_at < now()
  RETURNING holder`;

/** Takes or renews the lease; true while it is held by `holder`. */
export async function holdLease(pool: pg.Pool, holder: string): Promise<boolean> {
  const { rows } = await pool.query(SQL, [PARTITION, holder, LEASE_MS]);
  return rows.length > 0;
}

/** Gives the lease up, so that the next worker need not wait for it to run out. */
export async function releaseLease(pool: pg.Pool, holder: string): Promise<void> {
  await pool.query(
    "UPDATE matcher_leases SET expires_at = now() WHERE partition = $1 AND holder = $2",
    [PARTITION, holder],
  );
}

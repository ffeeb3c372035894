/** Lets time pass for a person, in the store: nobody waits a day in a test. */
import { Redis } from "ioredis";
import pg from "pg";

/** Runs one statement as the operator. */
async function inStore(text: string, values: readonly unknown[]): Promise<void> {
  const client = new pg.Client(process.env.DATABASE_URL);
  await client.connect();
  try {
    await client.query(text, [...values]);
  } finally {
    await client.end();
  }
}

const WHOSE = "(SELECT id FROM users WHERE email = $1)";

/** Every session of the person was confirmed by a passkey six minutes ago. */
export function passSixMinutes(email: string): Promise<void> {
  return inStore(
    `UPDATE sessions SET authenticated_at = now() - interval '6 minutes' WHERE user_id = ${WHOSE}`,
    [email],
  );
}

/** The recovery that the person began has waited its day. */
export function passADay(email: string): Promise<void> {
  return inStore(
    `UPDATE recovery_codes SET started_at = now() - interval '25 hours'
     WHERE user_id = ${WHOSE} AND started_at IS NOT NULL`,
    [email],
  );
}

/** Nobody has tried to sign in from here for a minute: all journeys come from one place, which has 30 tries. */
export async function passAMinuteOfTries(): Promise<void> {
  const { REDIS_URL } = process.env;
  if (REDIS_URL === undefined) return; // a site with stores of its own, as a bench starts: nobody has tried
  const redis = new Redis(REDIS_URL);
  try {
    const tries = await redis.keys("raxx:limit:auth:place:*");
    if (tries.length > 0) await redis.del(...tries);
  } finally {
    await redis.quit();
  }
}

/** Moves the simulated market's clock on to a time of New York; it goes on from there as fast as before. */
export function moveMarketTo(date: string, time: string): Promise<void> {
  return inStore(
    `INSERT INTO market_clock_anchors (wall_at, market_at, speed)
     SELECT now(), ($1 || ' ' || $2)::timestamp AT TIME ZONE 'America/New_York', speed
     FROM market_clock_anchors ORDER BY id DESC LIMIT 1`,
    [date, time],
  );
}

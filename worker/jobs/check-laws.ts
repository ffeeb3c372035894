/**
 * The sweeper: asks every account, a few at a time round and round, whether it keeps the laws. One that
 * breaks a law is frozen with an event and reported, before anything more is built on it.
 */
import { FEED_SQL } from "@/lib/server/data/feed-of";
import { lawViolations } from "@/lib/server/telemetry/metrics";
import type { Violation } from "@/lib/server/verify/laws";
import { brokenLaws } from "@/lib/server/verify/laws";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { JobDeps } from "./job-deps";

const ACCOUNTS_PER_RUN = 500;
/** Before the first account: the round begins anew. */
const START = "00000000-0000-0000-0000-000000000000";
const CURSOR_KEY = "raxx:jobs:laws-cursor";

const NEXT_SQL = `
  SELECT a.id, ${FEED_SQL} AS feed FROM mbt_accounts a JOIN users u ON u.id = a.user_id
  WHERE a.id > $1 AND coalesce(u.erase_at, u.guest_until, 'infinity') > now() -- else half of it may be erased already
  ORDER BY a.id LIMIT ${ACCOUNTS_PER_RUN}`;

/** Looks at the next accounts. A lost cursor only begins the round anew. */
export async function checkLaws(deps: JobDeps): Promise<void> {
  const { redis, pool } = deps;
  const cursor = (await redis.get(CURSOR_KEY)) ?? START;
  const { rows } = await pool.query<{ id: string; feed: FeedKind }>(NEXT_SQL, [cursor]);
  const feeds = new Map(rows.map(({ id, feed }) => [id, feed]));
  const broken = rows.length === 0 ? [] : await brokenLaws(pool, [...feeds.keys()]);
  for (const one of broken) await freeze(deps, one, feeds.get(one.accountId) ?? "delayed");
  const isRound = rows.length < ACCOUNTS_PER_RUN;
  await redis.set(CURSOR_KEY, isRound ? START : (rows.at(-1)?.id ?? START));
}

async function freeze(
  { door, log }: JobDeps,
  { accountId, law, what }: Violation,
  feed: FeedKind,
): Promise<void> {
  const answer = await door.ask({
    accountId,
    feed,
    command: { type: "freeze_account", reason: `${law}: ${what}` },
  });
  const isNew = answer.kind === "done" && answer.events.length > 0;
  if (!isNew) return;
  lawViolations.inc({ law });
  log.error({ accountId, law, what }, "an account breaks a law and was frozen");
}

/** Asks every margin account that owes something whether it keeps enough equity, while its market trades. */
import { phaseAt } from "@/lib/engine/calendar/trading-calendar";
import { FEED_SQL } from "@/lib/server/data/feed-of";
import { uuidv7 } from "@/lib/server/ids";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { JobDeps } from "./job-deps";

const FEEDS: readonly FeedKind[] = ["real_time", "delayed"];
const CHUNK = 64;
/** Ids for the orders that close positions: more than an account's positions and their orders need. */
const IDS = 2;

const SQL = `
  SELECT a.id FROM mbt_accounts a JOIN users u ON u.id = a.user_id
  WHERE a.market = $1 AND a.kind = 'margin' AND ${FEED_SQL} = $2
    AND coalesce(u.erase_at, u.guest_until, 'infinity') > now()
    AND (a.cash_micros < 0 OR EXISTS (SELECT 1 FROM mbt_positions p
      WHERE p.account_id = a.id AND p.epoch = a.epoch AND p.qty_nanos < 0))
  ORDER BY a.id`;

/** Safe to run twice: a call is made once, and what was closed is closed. */
export async function checkMaintenance(deps: JobDeps): Promise<void> {
  const { pool, marketClock } = deps;
  for (const feed of FEEDS) {
    if (phaseAt(marketClock.nowMs(feed)) !== "core") continue;
    const { rows } = await pool.query<{ id: string }>(SQL, [marketClock.market, feed]);
    for (let from = 0; from < rows.length; from += CHUNK) {
      const chunk = rows.slice(from, from + CHUNK);
      await Promise.all(chunk.map(({ id }) => check(deps, id, feed)));
    }
  }
}

async function check(deps: JobDeps, accountId: string, feed: FeedKind): Promise<void> {
  const { door, clock, log } = deps;
  try {
    const loaded = await door.read(accountId);
    if (loaded === null) return;
    const symbols = [...loaded.state.positions.keys()];
    await deps.awaitQuotes(feed, symbols);
    const ids = Array.from({ length: IDS * symbols.length + IDS }, () => uuidv7(clock.nowMs()));
    const command = { type: "check_maintenance", callId: uuidv7(clock.nowMs()), ids } as const;
    const answer = await door.ask({ accountId, feed, command });
    if (answer.kind === "refused") {
      log.warn({ accountId, code: answer.rejection.code }, "a margin account could not be checked");
    }
  } catch (error) {
    // One account's fault stops nobody else's check; it is looked at again in a minute.
    log.warn({ accountId, err: String(error) }, "a margin account could not be checked");
  }
}

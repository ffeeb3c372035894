/** Asks every margin account that owes something whether it keeps enough equity, while its market trades. */
import { phaseAt } from "@/lib/engine/calendar/trading-calendar";
import type { LoadedAccount } from "@/lib/server/commit/commit-item";
import type { LoadedAccounts } from "@/lib/server/commit/door";
import { readable } from "@/lib/server/commit/load-accounts";
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
      const accounts = await deps.door.readMany(chunk.map(({ id }) => id));
      await deps.awaitQuotes(feed, heldBy(accounts));
      await Promise.all(chunk.map(({ id }) => check(deps, { id, feed }, accounts.get(id))));
    }
  }
}

/** What the accounts hold, each symbol once. */
function heldBy(accounts: LoadedAccounts): readonly string[] {
  const read = [...accounts.values()].flatMap((one) => (one instanceof Error ? [] : [one]));
  return [...new Set(read.flatMap(({ state }) => [...state.positions.keys()]))];
}

async function check(
  deps: JobDeps,
  { id: accountId, feed }: { readonly id: string; readonly feed: FeedKind },
  account: LoadedAccount | Error | undefined,
): Promise<void> {
  const { door, clock, log } = deps;
  try {
    const loaded = readable(account);
    if (loaded === null) return;
    const { size } = loaded.state.positions;
    const ids = Array.from({ length: IDS * size + IDS }, () => uuidv7(clock.nowMs()));
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

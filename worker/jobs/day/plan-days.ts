/**
 * Finds the jobs that are due on each feed's clock and writes them down, once each. What is written
 * and not done is what the queue should hold: it is asked again and again, so a queue that lost
 * everything, a worker that died or a clock that jumped only delays a job.
 */
import type pg from "pg";
import { addDays, newYorkOf } from "@/lib/engine/calendar/new-york";
import { tradingDays } from "@/lib/engine/calendar/trading-calendar";
import { isoTime } from "@/lib/server/clock";
import type { MarketClock } from "@/lib/server/market/market-clock";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import { dueOn } from "./day-kinds";

export const FEEDS: readonly FeedKind[] = ["real_time", "delayed"];
/** A worker that was away longer does not make up what was before. */
const DAYS_BACK = 10;
/** What waits for a price, or failed, is tried again after so long. */
const AGAIN_S = 30;

interface OpenJob {
  readonly key: string;
  readonly feed: FeedKind;
}

interface PlanDeps {
  readonly pool: pg.Pool;
  readonly marketClock: MarketClock;
}

const FIRST_SQL = `
  SELECT f.feed, (SELECT min(j.date) FROM market_jobs j WHERE j.market = $1 AND j.feed = f.feed) AS first
  FROM unnest($2::text[]) AS f(feed)`;
const PLAN_SQL = `
  INSERT INTO market_jobs (key, market, feed, kind, date, status, due_at)
  SELECT r.key, $1, r.feed, r.kind, r.date, 'due', r.due_at
  FROM json_to_recordset($2::json) AS r(key text, feed text, kind text, date text, due_at timestamptz)
  ON CONFLICT DO NOTHING`;
const OPEN_SQL = `
  SELECT key, feed FROM market_jobs
  WHERE market = $1 AND status <> 'done' AND (attempts = 0 OR updated_at < now() - $2 * interval '1 second')
  ORDER BY due_at, created_at, feed DESC, key`;

/** All jobs that should run now, the earliest first. */
export async function planDays({ pool, marketClock }: PlanDeps): Promise<readonly OpenJob[]> {
  const { market } = marketClock;
  const firsts = await pool.query<{ feed: FeedKind; first: string | null }>(FIRST_SQL, [
    market,
    FEEDS,
  ]);
  const planned = firsts.rows.flatMap(({ feed, first }) => {
    const nowMs = marketClock.nowMs(feed);
    const today = newYorkOf(nowMs).date;
    const earliest = addDays(today, -DAYS_BACK);
    const from = first ?? today;
    const days = tradingDays(from < earliest ? earliest : from, today);
    const due = days.flatMap((day) => dueOn(day, nowMs));
    return due.map(({ kind, date, dueAtMs }) => ({
      key: `${market}-${feed}-${kind}-${date}`,
      ...{ feed, kind, date, due_at: isoTime(dueAtMs) },
    }));
  });
  await pool.query(PLAN_SQL, [market, JSON.stringify(planned)]);
  const open = await pool.query<OpenJob>(OPEN_SQL, [market, AGAIN_S]);
  return open.rows;
}

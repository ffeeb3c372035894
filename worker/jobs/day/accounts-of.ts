/** Which accounts a job of the day looks at: those it may have an effect on, by what is stored of them. */
import type pg from "pg";
import { FEED_SQL } from "@/lib/server/data/feed-of";
import type { MarketName } from "@/lib/wire/market-bus";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { DayKind } from "./day-kinds";

const HOLDS =
  "SELECT 1 FROM mbt_positions p WHERE p.account_id = a.id AND p.epoch = a.epoch AND p.qty_nanos";
const IS_OPTION = "p.instrument::json ->> 'kind' = 'option'";
const ENDED = `EXISTS (${HOLDS} <> 0 AND ${IS_OPTION} AND p.instrument::json ->> 'expiryDate' <= $3)`;
const EXPIRING = `EXISTS (${HOLDS} <> 0 AND ${IS_OPTION} AND p.instrument::json ->> 'expiryDate' = $3)`;

/** What an account must have; `$3` is the job's date. */
const WHERE: { readonly [K in DayKind]: string } = {
  apply_actions: `EXISTS (SELECT 1 FROM corporate_actions c WHERE c.market = $1
    AND (c.ex_date IS NULL OR $3 IN (c.ex_date, c.pay_date)))`,
  close_expiring: EXPIRING,
  close_expiring_again: EXPIRING,
  close_expiring_last: EXPIRING,
  expire_orders: "EXISTS (SELECT 1 FROM mbt_orders o WHERE o.account_id = a.id AND o.working)",
  take_snapshot: "true",
  // Cash of one month may have come back above zero before the month is posted.
  accrue_interest: `a.kind = 'margin' AND (a.cash_micros < 0 OR EXISTS (${HOLDS} < 0)
    OR EXISTS (SELECT 1 FROM mbt_events e WHERE e.account_id = a.id AND e.type = 'interest_accrued'))`,
  // Also what expired while the exchange was closed.
  settle_expiry: ENDED,
  draw_assignments: `EXISTS (${HOLDS} < 0 AND ${IS_OPTION})`,
};

/** The accounts of a feed's owners on this market, in their order; those done with are left out. */
export async function accountsOf(
  pool: pg.Pool,
  job: { readonly key: string; readonly kind: DayKind; readonly date: string },
  { market, feed }: { readonly market: MarketName; readonly feed: FeedKind },
): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT a.id FROM mbt_accounts a JOIN users u ON u.id = a.user_id
     WHERE a.market = $1 AND ${FEED_SQL} = $2 AND ($3::text IS NOT NULL) AND (${WHERE[job.kind]})
       AND coalesce(u.erase_at, u.guest_until, 'infinity') > now() -- else half of it may be erased already
       AND NOT EXISTS (SELECT 1 FROM mbt_job_effects f WHERE f.job_key = $4 AND f.account_id = a.id
         AND f.outcome <> 'held')
     ORDER BY a.id`,
    [market, feed, job.date, job.key],
  );
  return rows.map(({ id }) => id);
}

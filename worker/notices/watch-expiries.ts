/**
 * Tells whoever holds an option that it expires today: once a day and account, from the open on, by the
 * clock of its feed. A worker that starts again looks once more; the notice has its key and stays one.
 */
import type pg from "pg";
import { newYorkOf } from "@/lib/engine/calendar/new-york";
import { tradingDay } from "@/lib/engine/calendar/trading-calendar";
import { parseCanonical } from "@/lib/engine/canonical";
import { formatQuantity } from "@/lib/engine/decimal";
import { instrumentName } from "@/lib/engine/explain/instrument-name";
import type { Instrument } from "@/lib/engine/instrument/instrument";
import { nanos } from "@/lib/engine/money";
import { FEED_SQL } from "@/lib/server/data/feed-of";
import type { Deps } from "@/lib/server/deps";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import { type NoticeDraft, storeNotices } from "./store-notices";

/** Of many positions the first are named. */
const NAMED_MAX = 4;

interface Row {
  account_id: string;
  held: readonly { instrument: string; qty: string }[];
}

const EXPIRING_SQL = `
  SELECT a.id AS account_id, json_agg(json_build_object('instrument', p.instrument,
    'qty', p.qty_nanos::text) ORDER BY p.symbol) AS held
  FROM mbt_accounts a JOIN users u ON u.id = a.user_id
  JOIN mbt_positions p ON p.account_id = a.id AND p.epoch = a.epoch AND p.qty_nanos <> 0
  WHERE a.market = $1 AND ${FEED_SQL} = $2 AND a.archived_at IS NULL
    -- The date as it stands in the symbol first: reading what is stored of every position of everybody costs too much.
    AND substr(p.symbol, length(p.symbol) - 14, 6) = to_char($3::date, 'YYMMDD')
    AND p.instrument::json ->> 'kind' = 'option' AND p.instrument::json ->> 'expiryDate' = $3::text
  GROUP BY a.id`;

type WatchDeps = Pick<Deps, "marketClock" | "clock">;

export class ExpiryWatch {
  /** What this process has told of, of each feed's day. */
  private readonly told = new Map<FeedKind, { date: string; accounts: Set<string> }>();

  constructor(
    private readonly deps: WatchDeps,
    private readonly pool: pg.Pool,
  ) {}

  /** One look at both feeds; answers deliveries to send. */
  async look(): Promise<readonly string[]> {
    await this.deps.marketClock.refresh();
    const sent = await Promise.all([this.lookAt("real_time"), this.lookAt("delayed")]);
    return sent.flat();
  }

  private async lookAt(feed: FeedKind): Promise<readonly string[]> {
    const { market } = this.deps.marketClock;
    const nowMs = this.deps.marketClock.nowMs(feed);
    const { date } = newYorkOf(nowMs);
    const day = tradingDay(date);
    if (day === null || nowMs < day.openMs || nowMs >= day.closeMs) return [];
    const { rows } = await this.pool.query<Row>(EXPIRING_SQL, [market, feed, date]);
    const accounts = this.toldOn(feed, date);
    const fresh = rows.filter(({ account_id: id }) => !accounts.has(id));
    if (fresh.length === 0) return [];
    const drafts = fresh.map((row) => draftOf(row, date, nowMs));
    const deliveries = await storeNotices(this.pool, this.deps.clock, drafts, {});
    for (const { account_id: id } of fresh) accounts.add(id);
    return deliveries;
  }

  private toldOn(feed: FeedKind, date: string): Set<string> {
    const known = this.told.get(feed);
    if (known?.date === date) return known.accounts;
    const accounts = new Set<string>();
    this.told.set(feed, { date, accounts });
    return accounts;
  }
}

function draftOf({ account_id: accountId, held }: Row, date: string, atMs: number): NoticeDraft {
  const names = held.slice(0, NAMED_MAX).map(({ instrument, qty }) => {
    const name = instrumentName(parseCanonical<Instrument>(instrument));
    const count = BigInt(qty);
    return `${count < 0n ? "−" : ""}${formatQuantity(nanos(count < 0n ? -count : count))} × ${name}`;
  });
  const others = held.length - names.length;
  const list = [...names, ...(others > 0 ? [`${others} more`] : [])].join(", ");
  const text = `Expires today: ${list}. Positions shows what would settle.`;
  return { accountId, kind: "expiry", key: `expires:${date}`, text, fillId: null, atMs };
}

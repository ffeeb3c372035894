/** Keeps the corporate actions of the data account in Postgres: last week's, and what is announced. */
import type pg from "pg";
import { tradeDateOf } from "@/lib/engine/action/trade-date";
import { addDays } from "@/lib/engine/calendar/new-york";
import type { Log } from "@/lib/server/log";
import type { MarketClock } from "@/lib/server/market/market-clock";
import { storeActions } from "@/lib/server/market/store-actions";
import type { Upstream } from "@/lib/server/market/upstream";
import { type ActionPage, readActionPage } from "@/lib/wire/alpaca/action-facts";

const DAYS_BACK = 7;
const DAYS_AHEAD = 30;
const PAGES_MAX = 20;
/** Announcements come at any hour; a new date is looked at once. */
const AGAIN_MS = 10 * 60_000;

interface SyncDeps {
  readonly upstream: Upstream;
  readonly pool: pg.Pool;
  readonly marketClock: MarketClock;
  readonly log: Log;
}

export class ActionSync {
  private syncedFor = "";
  private syncedAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly deps: SyncDeps) {}

  /** Reads them when the market's date is a new one, or the last look is old. */
  async sync(): Promise<void> {
    const { upstream, pool, marketClock, log } = this.deps;
    const nowMs = marketClock.nowMs("real_time");
    const today = tradeDateOf(nowMs);
    if (this.syncedFor === today && nowMs - this.syncedAtMs < AGAIN_MS) return;
    const query = `start=${addDays(today, -DAYS_BACK)}&end=${addDays(today, DAYS_AHEAD)}&limit=1000`;
    let token: string | null = null;
    for (let count = 0; count < PAGES_MAX; count += 1) {
      const next: string = token === null ? "" : `&page_token=${encodeURIComponent(token)}`;
      const body = await upstream.readJson(`/v1/corporate-actions?${query}${next}`);
      const page: ActionPage = readActionPage(body);
      const about = { market: upstream.market, source: "feed", today } as const;
      const stored = await storeActions(pool, page.facts, about);
      if (stored.length > 0) log.info({ actions: stored.length, today }, "corporate actions");
      if (page.skipped.length > 0) {
        log.warn({ skipped: page.skipped.slice(0, 10) }, "corporate actions left out");
      }
      token = page.nextPageToken;
      if (token === null) break;
    }
    this.syncedFor = today;
    this.syncedAtMs = nowMs;
  }
}

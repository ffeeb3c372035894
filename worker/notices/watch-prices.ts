/**
 * Compares the marks of each feed with the alerts that wait on it, once a second: the marks are those
 * the user sees. A mark that was only there for less than a second may not be told.
 */
import type pg from "pg";
import { formatPrice } from "@/lib/engine/decimal";
import { instrumentName } from "@/lib/engine/explain/instrument-name";
import { type MarketView, markMicros, quoteFault } from "@/lib/engine/market/quote";
import { micros } from "@/lib/engine/money";
import { FEED_SQL } from "@/lib/server/data/feed-of";
import type { Deps } from "@/lib/server/deps";
import { watchSymbols } from "@/lib/server/market/watch";
import { isReached } from "@/lib/server/notices/own-alerts";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { AlertView } from "@/lib/wire/raxx/notices";
import { type FiredAlert, type NoticeDraft, storeNotices } from "./store-notices";

/** A third of how long a watch lasts. */
const WATCH_EVERY_MS = 10_000;

interface Waiting {
  id: string;
  account_id: string;
  symbol: string;
  direction: AlertView["direction"];
  price_micros: string;
  feed: FeedKind;
}

const WAITING_SQL = `
  SELECT p.id, p.account_id, p.symbol, p.direction, p.price_micros, ${FEED_SQL} AS feed
  FROM alerts p JOIN users u ON u.id = p.user_id JOIN mbt_accounts a ON a.id = p.account_id
  WHERE p.fired_at IS NULL AND p.deleted_at IS NULL AND a.archived_at IS NULL`;

type WatchDeps = Pick<Deps, "market" | "redis" | "clock" | "catalog">;

export class PriceWatch {
  private watchedAtMs = Number.NEGATIVE_INFINITY;
  private watched = "";

  constructor(
    private readonly deps: WatchDeps,
    private readonly pool: pg.Pool,
  ) {}

  /** One look; answers deliveries to send. */
  async look(): Promise<readonly string[]> {
    const { rows } = await this.pool.query<Waiting>(WAITING_SQL);
    await this.watch([...new Set(rows.map(({ symbol }) => symbol))].sort());
    const sent: string[] = [];
    for (const feed of ["real_time", "delayed"] as const) {
      const waiting = rows.filter((alert) => alert.feed === feed);
      if (waiting.length === 0) continue;
      const market = await this.deps.market.view(
        feed,
        waiting.map(({ symbol }) => symbol),
      );
      sent.push(...(await this.fire(waiting, market)));
    }
    return sent;
  }

  private async watch(symbols: readonly string[]): Promise<void> {
    const nowMs = this.deps.clock.nowMs();
    const key = symbols.join();
    if (key === this.watched && nowMs - this.watchedAtMs < WATCH_EVERY_MS) return;
    [this.watched, this.watchedAtMs] = [key, nowMs];
    await watchSymbols(this.deps, symbols);
  }

  private async fire(waiting: readonly Waiting[], market: MarketView): Promise<readonly string[]> {
    const drafts: NoticeDraft[] = [];
    const fired: FiredAlert[] = [];
    for (const alert of waiting) {
      const { symbol, direction, price_micros: price } = alert;
      const mark = quoteFault(market, symbol) === null ? markMicros(market, symbol) : null;
      if (mark === null || !isReached(direction, BigInt(price), mark)) continue;
      const atMs = market.nowMs;
      fired.push({ id: alert.id, atMs, priceMicros: mark });
      drafts.push({
        ...{ accountId: alert.account_id, kind: "price", key: `alert:${alert.id}` },
        ...{ fillId: null, atMs, text: await this.textOf(alert, formatPrice(mark)) },
      });
    }
    if (fired.length === 0) return [];
    return storeNotices(this.pool, this.deps.clock, drafts, { fired });
  }

  /** "SPY rose to 709.50; it is at 709.52". */
  private async textOf({ symbol, direction, price_micros }: Waiting, now: string): Promise<string> {
    const instrument = (await this.deps.catalog.findInstruments([symbol])).get(symbol);
    const name = instrument === undefined ? symbol : instrumentName(instrument);
    const verb = direction === "rises_to" ? "rose" : "fell";
    return `${name} ${verb} to ${formatPrice(micros(BigInt(price_micros)))}; it is at ${now}.`;
  }
}

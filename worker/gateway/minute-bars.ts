/**
 * Bars for the streams of one feed, asked of the data account when a minute is over there: the same
 * bars history answers, whoever restarted meanwhile. Half a minute later they are asked for again, and
 * those that late prints changed are sent as updated (alpaca-wire.md §4.2).
 */
import { minuteBars } from "@/lib/server/data/minute-bars";
import { stockSnapshots } from "@/lib/server/data/stock-latest";
import type { Deps } from "@/lib/server/deps";
import type { Channel } from "@/lib/wire/alpaca/data-stream";
import type { Bar } from "@/lib/wire/alpaca/market-data";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import { STAR } from "../data-stream/subscriptions";
import { barMessage } from "./data-messages";
import type { DataStreams } from "./data-streams";

const MINUTE_MS = 60_000;
/** The account needs a moment to close a bar. */
const SETTLED_MS = 1_000;
const LATE_PRINTS_MS = 30_000;

export class MinuteBars {
  private sentMinute: number | null = null;
  private checkedMinute: number | null = null;
  private sent = new Map<string, Bar>();

  constructor(
    private readonly deps: Deps,
    private readonly streams: DataStreams,
    private readonly feed: FeedKind,
  ) {}

  /** Sends what has become due; called every second. */
  async step(): Promise<void> {
    const nowMs = this.deps.marketClock.nowMs(this.feed);
    const minute = Math.floor((nowMs - SETTLED_MS) / MINUTE_MS) - 1;
    this.sentMinute ??= minute;
    this.checkedMinute ??= minute;
    if (minute > this.sentMinute) {
      this.sentMinute = minute;
      await this.sendMinute(minute, nowMs);
      await this.sendDays(nowMs);
    }
    const isLate = nowMs - (minute + 1) * MINUTE_MS >= LATE_PRINTS_MS;
    if (isLate && minute > this.checkedMinute) {
      this.checkedMinute = minute;
      await this.sendUpdated(minute, nowMs);
    }
  }

  private async sendMinute(minute: number, nowMs: number): Promise<void> {
    const symbols = new Set([...this.wanted("bars"), ...this.wanted("updatedBars")]);
    this.sent = await this.barsOf([...symbols], minute, nowMs);
    for (const [symbol, bar] of this.sent) this.publish("bars", "b", symbol, bar);
    this.streams.flush();
  }

  private async sendUpdated(minute: number, nowMs: number): Promise<void> {
    const bars = await this.barsOf(this.wanted("updatedBars"), minute, nowMs);
    for (const [symbol, bar] of bars) {
      const before = this.sent.get(symbol);
      const isChanged = before === undefined || before.v !== bar.v || before.c !== bar.c;
      if (isChanged) this.publish("updatedBars", "u", symbol, bar);
    }
    this.streams.flush();
  }

  private async sendDays(nowMs: number): Promise<void> {
    const symbols = this.wanted("dailyBars");
    if (symbols.length === 0) return;
    const world = { feed: this.feed, nowMs };
    for (const [symbol, { dailyBar }] of Object.entries(
      await stockSnapshots(this.deps, world, symbols),
    )) {
      if (dailyBar !== null) this.publish("dailyBars", "d", symbol, dailyBar);
    }
    this.streams.flush();
  }

  private async barsOf(
    symbols: readonly string[],
    minute: number,
    nowMs: number,
  ): Promise<Map<string, Bar>> {
    const startMs = minute * MINUTE_MS;
    const span = { startMs, endMs: startMs + MINUTE_MS - 1 };
    const world = { feed: this.feed, nowMs };
    const bars = await minuteBars(this.deps, world, { market: "stock", symbols }, span);
    return new Map([...bars].flatMap(([symbol, [bar]]) => (bar ? [[symbol, bar]] : [])));
  }

  private publish(channel: Channel, type: "b" | "u" | "d", symbol: string, bar: Bar): void {
    const name = [channel, symbol] as const;
    this.streams.publish("stock", this.feed, name, () => barMessage(type, symbol, bar));
  }

  /** Symbols of a channel that exist; a star stands for all of them. */
  private wanted(channel: Channel): readonly string[] {
    const named = new Set(this.streams.audiences.stock[this.feed].symbols(channel));
    const listed = [...this.streams.listed()];
    return named.has(STAR) ? listed : listed.filter((symbol) => named.has(symbol));
  }
}

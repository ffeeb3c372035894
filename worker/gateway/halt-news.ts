/** Halts and their ends for the streams of one feed, from what the hub says is halted there. */
import type { Deps } from "@/lib/server/deps";
import { HALTED_FIELD, latestKey } from "@/lib/wire/market-bus";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import { statusMessage } from "./data-messages";
import type { DataStreams } from "./data-streams";

export class HaltNews {
  /** Null until the first look: what was halted before it is no news. */
  private halted: ReadonlySet<string> | null = null;

  constructor(
    private readonly deps: Deps,
    private readonly streams: DataStreams,
    private readonly feed: FeedKind,
  ) {}

  /** Tells what changed; called every second. */
  async step(): Promise<void> {
    const { redis, marketClock } = this.deps;
    const text = await redis.hget(latestKey(marketClock.market, this.feed), HALTED_FIELD);
    if (text === null) return;
    const now = new Set(text.split(",").filter(Boolean));
    const before = this.halted ?? now;
    this.halted = now;
    for (const symbol of now) if (!before.has(symbol)) this.tell(symbol, true);
    for (const symbol of before) if (!now.has(symbol)) this.tell(symbol, false);
    this.streams.flush();
  }

  private tell(symbol: string, halted: boolean): void {
    const exchange = this.streams.exchangeOf(symbol);
    const at = { exchange, atMs: this.deps.marketClock.nowMs(this.feed) };
    this.streams.publish("stock", this.feed, ["statuses", symbol], () =>
      statusMessage(symbol, halted, at),
    );
  }
}

/** In which world a question about the market is answered: real time, or fifteen minutes ago (decisions 20). */
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { Upstream } from "../market/upstream";

export interface DataWorld {
  readonly feed: FeedKind;
  /** Market time of the feed: nothing later is told. */
  readonly nowMs: number;
}

/** What the data account calls the stock feed that is as old as the world. */
export function latestStockFeed(upstream: Upstream, { feed }: DataWorld): string {
  return feed === "delayed" ? "delayed_sip" : upstream.stockFeed;
}

/** The same for options: its trades and bars are 15 minutes old (alpaca-wire.md §5.2). */
export function latestOptionFeed(upstream: Upstream, { feed }: DataWorld): string {
  return feed === "delayed" ? "indicative" : upstream.optionFeed;
}

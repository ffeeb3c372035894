/** A market without the feeds an operator switched off: nothing of them is shown, and nothing fills on them. */
import type { MarketView } from "@/lib/engine/market/quote";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { FeedSwitches } from "./feed-switches";
import type { MarketSource } from "./market-source";

export class SwitchedMarket implements MarketSource {
  constructor(
    private readonly source: MarketSource,
    private readonly switches: FeedSwitches,
  ) {}

  hasQuotes(feed: FeedKind, symbols: readonly string[]): boolean {
    return !this.switches.areAnyOff && this.source.hasQuotes?.(feed, symbols) === true;
  }

  async view(feed: FeedKind, symbols: Iterable<string>): Promise<MarketView> {
    await this.switches.refresh();
    const view = await this.source.view(feed, symbols);
    const { switches } = this;
    if (!switches.areAnyOff) return view;
    return {
      ...view,
      quoteOf: (symbol) => (switches.hides(feed, symbol) ? null : view.quoteOf(symbol)),
      tradesOf: (symbol) => (switches.hides(feed, symbol) ? [] : view.tradesOf(symbol)),
      auctionOf: (symbol, kind) =>
        switches.hides(feed, symbol) ? null : view.auctionOf(symbol, kind),
    };
  }
}

/** Bands and prints put right of one feed, until they are published. */
import type { TapeNews } from "@/lib/wire/market-bus";
import type { FeedKind } from "@/lib/wire/raxx/desk";

/** Nobody takes them while Redis is away: the newest are worth keeping. */
const KEPT_MAX = 10_000;

export type TapeNewsBooks = { readonly [F in FeedKind]: TapeNewsBook };

class TapeNewsBook {
  private told: TapeNews[] = [];

  put(news: TapeNews): void {
    this.told.push(news);
    if (this.told.length > KEPT_MAX) this.told = this.told.slice(-KEPT_MAX / 2);
  }

  /** What came since the last take, in order. */
  take(): readonly TapeNews[] {
    const { told } = this;
    this.told = [];
    return told;
  }
}

/** Empty books of both feeds. */
export function newTapeNewsBooks(): TapeNewsBooks {
  return { real_time: new TapeNewsBook(), delayed: new TapeNewsBook() };
}

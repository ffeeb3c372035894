/**
 * What arrived from the socket since the last paint, merged so that each frame paints once.
 *
 * Quotes of a symbol overwrite each other, a desk replaces the worth before it, and news is kept:
 * a fill between two paints is still announced.
 */
import type { ClockView, DeskView, QuoteView } from "@/lib/wire/raxx/desk";
import type { DeskNews, ServerMessage } from "@/lib/wire/raxx/stream";

const NEWS_PER_FRAME_MAX = 50;

interface Worth {
  readonly account: DeskView["account"];
  readonly positions: DeskView["positions"];
}

export interface DeskFrame {
  readonly clock: ClockView | null;
  readonly quotes: Readonly<Record<string, QuoteView>>;
  readonly desk: DeskView | null;
  readonly worth: Worth | null;
  readonly news: readonly DeskNews[];
}

export const EMPTY_FRAME: DeskFrame = {
  clock: null,
  quotes: {},
  desk: null,
  worth: null,
  news: [],
};

/** Adds one message to the frame under way. */
export function mergeMessage(frame: DeskFrame, message: ServerMessage): DeskFrame {
  switch (message.type) {
    case "ready":
    case "clock":
      return { ...frame, clock: message.clock };
    case "quotes": {
      const fresh = Object.fromEntries(message.quotes.map((quote) => [quote.symbol, quote]));
      return { ...frame, clock: message.clock, quotes: { ...frame.quotes, ...fresh } };
    }
    case "desk": {
      const news = [...frame.news, ...message.news].slice(-NEWS_PER_FRAME_MAX);
      return { ...frame, clock: message.desk.clock, desk: message.desk, worth: null, news };
    }
    case "worth":
      return { ...frame, worth: { account: message.account, positions: message.positions } };
    case "error":
      return frame;
  }
}

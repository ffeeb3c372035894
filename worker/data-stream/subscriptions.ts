/** What one connection has subscribed, changed as a whole or not at all (alpaca-wire.md §4.2). */
import { type Channel, type Endpoint, STOCK_CHANNELS } from "@/lib/wire/alpaca/data-stream";
import type { Admitted } from "./admission";
import { type ErrorCode, Message } from "./message";

export const STAR = "*";
const SYMBOL_LENGTH_MAX = 32;
/** Names of one connection and channel, made-up ones included: they are memory. */
const SYMBOLS_MAX = 12_000;

export interface SubscriptionChange {
  readonly channel: Channel;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

const NO_SYMBOLS: ReadonlySet<string> = new Set();

export class Subscriptions {
  readonly #symbols = new Map<Channel, Set<string>>();

  constructor(private readonly endpoint: Endpoint) {}

  /** The symbols of a channel; may hold "*". */
  of(channel: Channel): ReadonlySet<string> {
    return this.#symbols.get(channel) ?? NO_SYMBOLS;
  }

  /** Takes a subscribe or unsubscribe; answers what changed, or the error that leaves all as it was. */
  change(
    frame: Record<string, unknown>,
    plan: Admitted,
  ): readonly SubscriptionChange[] | ErrorCode {
    const lists = readLists(frame);
    if (lists === null) return 400;
    const isAdding = frame.action === "subscribe";
    if (!isAdding) return lists.map(([channel, symbols]) => this.#remove(channel, symbols));
    const refusal = this.#findRefusal(lists, plan);
    return refusal ?? lists.map(([channel, symbols]) => this.#add(channel, symbols));
  }

  /** The acknowledgement: the whole state, every channel that §4.2 lists, and imbalances once there are any. */
  message(): Message {
    const lists: Record<string, unknown> = { T: "subscription" };
    for (const channel of this.endpoint.channels) {
      const symbols = this.of(channel);
      if (channel !== "imbalances" || symbols.size > 0) lists[channel] = [...symbols];
    }
    if (this.endpoint.kind !== "option") {
      lists.corrections = lists.trades;
      lists.cancelErrors = lists.trades;
    }
    return new Message(lists);
  }

  #add(channel: Channel, symbols: readonly string[]): SubscriptionChange {
    const known = this.#symbols.get(channel) ?? new Set();
    this.#symbols.set(channel, known);
    const added = symbols.filter((symbol) => !known.has(symbol));
    for (const symbol of added) known.add(symbol);
    return { channel, added, removed: [] };
  }

  #remove(channel: Channel, symbols: readonly string[]): SubscriptionChange {
    const removed = symbols.filter((symbol) => this.#symbols.get(channel)?.delete(symbol));
    return { channel, added: [], removed };
  }

  #findRefusal(lists: Lists, plan: Admitted): ErrorCode | null {
    const { kind, channels } = this.endpoint;
    for (const [channel, symbols] of lists) {
      if (!channels.includes(channel)) return 410;
      // A star on option trades would mean every contract of the market: refused like quotes.
      if (kind === "option" && symbols.includes(STAR)) return 413;
    }
    const after = (channel: Channel) => {
      const added = lists.find(([name]) => name === channel)?.[1] ?? [];
      return new Set([...this.of(channel), ...added]);
    };
    if (channels.some((channel) => after(channel).size > SYMBOLS_MAX)) return 405;
    if (kind === "option") return after("quotes").size > plan.optionQuotesMax ? 405 : null;
    if (kind === "test" || plan.stockSymbolsMax === Number.POSITIVE_INFINITY) return null;
    const [trades, quotes] = [after("trades"), after("quotes")];
    const isAll = trades.has(STAR) || quotes.has(STAR);
    return isAll || trades.size + quotes.size > plan.stockSymbolsMax ? 405 : null;
  }
}

type Lists = readonly (readonly [Channel, readonly string[]])[];

/** The lists of a frame by channel; null when one is not a list of symbols, or there is none. */
function readLists(frame: Record<string, unknown>): Lists | null {
  const lists: (readonly [Channel, readonly string[]])[] = [];
  for (const channel of STOCK_CHANNELS) {
    const symbols = frame[channel];
    if (symbols === undefined || symbols === null) continue;
    if (!isSymbolList(symbols)) return null;
    // An empty list asks for nothing on a channel, whether the feed has it or not.
    if (symbols.length > 0) lists.push([channel, [...new Set(symbols)]]);
  }
  const named = STOCK_CHANNELS.some((channel) => Array.isArray(frame[channel]));
  return named ? lists : null;
}

function isSymbolList(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.every((symbol) => typeof symbol === "string" && isSymbolLike(symbol))
  );
}

function isSymbolLike(text: string): boolean {
  return text.length > 0 && text.length <= SYMBOL_LENGTH_MAX;
}

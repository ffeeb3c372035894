/** A market for tests: a map of quotes, a clock that stands in session, and faults to switch on. */
import type { ActionFact } from "../action/action-fact";
import { instantOf, newYorkOf } from "../calendar/new-york";
import type { MarketView, Quote } from "../market/quote";
import type { Auction, Trade } from "../market/trade";

interface MarketFaults {
  readonly nowMs?: number;
  readonly feedAlive?: boolean;
  readonly halted?: readonly string[];
  /** Oldest first. */
  readonly trades?: readonly Trade[];
  readonly auctions?: readonly Auction[];
  readonly actions?: readonly ActionFact[];
}

/** A view of these quotes at one instant. */
export function marketOf(quotes: Iterable<Quote> = [], faults: MarketFaults = {}): MarketView {
  const bySymbol = new Map([...quotes].map((quote) => [quote.symbol, quote]));
  return {
    nowMs: faults.nowMs ?? instantOf("2026-11-20", 10 * 60),
    feedAlive: faults.feedAlive ?? true,
    isHalted: (symbol) => faults.halted?.includes(symbol) ?? false,
    quoteOf: (symbol) => bySymbol.get(symbol) ?? null,
    tradesOf: (symbol) => faults.trades?.filter((trade) => trade.symbol === symbol) ?? [],
    auctionOf: (symbol, kind) =>
      faults.auctions?.find((made) => made.symbol === symbol && made.kind === kind) ?? null,
    actionsDue: new Set(faults.actions?.map((fact) => fact.symbol)),
    actionsOf: (symbol) => faults.actions?.filter((fact) => fact.symbol === symbol) ?? [],
  };
}

/** A market that moves: what a story or a random walk plays on. */
export interface MovingMarket {
  readonly view: () => MarketView;
  /** Shows a quote; a side keeps its time while its price and size stay (decisions 25). */
  readonly show: (quote: Quote) => void;
  /** Prints a trade; prints are numbered as they come. */
  readonly print: (trade: Trade) => void;
  /** Makes the official print of a session; it is gone the next day. */
  readonly auction: (made: Auction) => void;
  /** Makes a corporate action known; one of the same id corrects it. */
  readonly announce: (fact: ActionFact) => void;
  readonly moveTo: (nowMs: number) => void;
  readonly setHalted: (symbol: string, halted: boolean) => void;
}

/** Starts an empty market at an instant. */
export function movingMarket(startMs: number): MovingMarket {
  const quotes = new Map<string, Quote>();
  const halted = new Set<string>();
  const trades: Trade[] = [];
  const auctions: Auction[] = [];
  const actions = new Map<string, ActionFact>();
  const isToday = ({ atMs }: { atMs: number }) => newYorkOf(atMs).date === newYorkOf(nowMs).date;
  let nowMs = startMs;
  return {
    view: () =>
      marketOf(quotes.values(), {
        nowMs,
        halted: [...halted],
        trades: trades.filter(isToday),
        auctions: auctions.filter(isToday),
        actions: [...actions.values()],
      }),
    show(quote) {
      const before = quotes.get(quote.symbol);
      const [sameBid, sameAsk] = [sameSide(before, quote, "bid"), sameSide(before, quote, "ask")];
      quotes.set(quote.symbol, {
        ...quote,
        atMs: nowMs,
        bidSetAtMs: sameBid && before !== undefined ? before.bidSetAtMs : nowMs,
        askSetAtMs: sameAsk && before !== undefined ? before.askSetAtMs : nowMs,
      });
    },
    print(trade) {
      trades.push({ ...trade, seq: trades.length + 1 });
    },
    auction(made) {
      auctions.push(made);
    },
    announce(fact) {
      actions.set(fact.id, fact);
    },
    moveTo(atMs) {
      nowMs = atMs;
    },
    setHalted(symbol, isHalted) {
      if (isHalted) halted.add(symbol);
      else halted.delete(symbol);
    },
  };
}

function sameSide(before: Quote | undefined, after: Quote, side: "bid" | "ask"): boolean {
  return (
    before !== undefined &&
    before[`${side}Micros`] === after[`${side}Micros`] &&
    before[`${side}SizeNanos`] === after[`${side}SizeNanos`]
  );
}

/** The market of a run: it moves in place, because a view is asked for with every command. */
import type { ActionFact } from "../../action/action-fact";
import { tradeDateOf } from "../../action/trade-date";
import { newYorkOf } from "../../calendar/new-york";
import type { MarketView, Quote } from "../../market/quote";
import { type Auction, PRINT_WINDOW_MS, type Trade } from "../../market/trade";
import type { Nanos } from "../../money";

/** One side of what is shown. */
export interface Shown {
  readonly bidMicros: Quote["bidMicros"];
  readonly bidSizeNanos: Nanos;
  readonly askMicros: Quote["askMicros"];
  readonly askSizeNanos: Nanos;
}

const NO_TRADES: readonly Trade[] = [];
/** After that many days nobody tells an action any more; an account that slept through it is told late. */
const FACTS_KEPT = 400;

export class SimMarket implements MarketView {
  nowMs: number;
  feedAlive = true;
  readonly actionsDue = new Set<string>();
  readonly #quotes = new Map<string, Quote>();
  readonly #earlier = new Map<string, Quote>();
  readonly #trades = new Map<string, readonly Trade[]>();
  readonly #auctions = new Map<string, Auction>();
  readonly #halted = new Set<string>();
  readonly #facts = new Map<string, ActionFact[]>();
  #seq = 0;

  constructor(nowMs: number) {
    this.nowMs = nowMs;
  }

  // Own properties, not methods: the engine makes views of a view by spreading it.
  readonly quoteOf = (symbol: string): Quote | null => this.#quotes.get(symbol) ?? null;

  readonly isHalted = (symbol: string): boolean => this.#halted.has(symbol);

  readonly tradesOf = (symbol: string): readonly Trade[] => this.#trades.get(symbol) ?? NO_TRADES;

  readonly actionsOf = (symbol: string): readonly ActionFact[] => this.#facts.get(symbol) ?? [];

  readonly auctionOf = (symbol: string, kind: Auction["kind"]): Auction | null => {
    const made = this.#auctions.get(`${symbol} ${kind}`) ?? null;
    return made !== null && newYorkOf(made.atMs).date === newYorkOf(this.nowMs).date ? made : null;
  };

  /** Shows a quote; a side keeps its time while its price and size stay (decisions 25). */
  show(symbol: string, shown: Shown, afterGap: boolean): void {
    const before = this.#quotes.get(symbol);
    const { nowMs } = this;
    const sameBid =
      before?.bidMicros === shown.bidMicros && before.bidSizeNanos === shown.bidSizeNanos;
    const sameAsk =
      before?.askMicros === shown.askMicros && before.askSizeNanos === shown.askSizeNanos;
    if (before !== undefined) this.#earlier.set(symbol, before);
    this.#seq += 1;
    this.#quotes.set(symbol, {
      symbol,
      ...shown,
      bidExchange: "Q",
      askExchange: "Q",
      atMs: nowMs,
      seq: this.#seq,
      feed: "sim",
      bidSetAtMs: sameBid ? before.bidSetAtMs : nowMs,
      askSetAtMs: sameAsk ? before.askSetAtMs : nowMs,
      afterGap,
    });
  }

  /** The feed tells the quote before the last once more, as after a reconnection. */
  repeatEarlier(symbol: string): void {
    const earlier = this.#earlier.get(symbol);
    if (earlier !== undefined) this.#quotes.set(symbol, earlier);
  }

  print(trade: Omit<Trade, "seq" | "atMs" | "feed">): void {
    this.#seq += 1;
    const { symbol } = trade;
    const made = { ...trade, atMs: this.nowMs, seq: this.#seq, feed: "sim" };
    const kept = this.tradesOf(symbol).filter(({ atMs }) => atMs > this.nowMs - PRINT_WINDOW_MS);
    this.#trades.set(symbol, [...kept, made]);
  }

  printAuction(auction: Omit<Auction, "atMs">): void {
    this.#auctions.set(`${auction.symbol} ${auction.kind}`, { ...auction, atMs: this.nowMs });
  }

  setHalted(symbol: string, halted: boolean): void {
    if (halted) this.#halted.add(symbol);
    else this.#halted.delete(symbol);
  }

  halted(): readonly string[] {
    return [...this.#halted];
  }

  /** Makes an action known; one of the same id corrects it. */
  announce(fact: ActionFact): void {
    const others = this.actionsOf(fact.symbol).filter(({ id }) => id !== fact.id);
    this.#facts.set(fact.symbol, [...others, fact].slice(-FACTS_KEPT));
  }

  /** Which symbols the shell would ask about today. */
  refreshDue(): void {
    const today = tradeDateOf(this.nowMs);
    for (const [symbol, facts] of this.#facts) {
      if (facts.some(({ exDate }) => exDate === null || exDate <= today)) {
        this.actionsDue.add(symbol);
      }
    }
  }

  /** Forgets the facts that every account has heard of. */
  forget(isOver: (fact: ActionFact) => boolean): void {
    for (const [symbol, facts] of this.#facts) {
      const left = facts.filter((fact) => !isOver(fact));
      if (left.length > 0) this.#facts.set(symbol, left);
      else {
        this.#facts.delete(symbol);
        this.actionsDue.delete(symbol);
      }
    }
  }

  /** Nothing is quoted under a symbol that is gone. */
  drop(symbol: string): void {
    this.#quotes.delete(symbol);
    this.#earlier.delete(symbol);
    this.#halted.delete(symbol);
  }
}

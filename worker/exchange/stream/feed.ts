/**
 * What one endpoint sends on a tick: published quotes, prints and bars since the tick before, for the
 * symbols somebody subscribed, each made once whoever wants it.
 */

import { DELAY_MS } from "@/lib/server/market/market-clock";
import type { Channel, Endpoint } from "@/lib/wire/alpaca/data-stream";
import type { Client } from "../../data-stream/client";
import { type Fields, Message } from "../../data-stream/message";
import type { Faults } from "../faults";
import { stockBarSource } from "../model/history";
import type { Market } from "../model/market";
import type { Contract } from "../model/option-listing";
import { OPTION_SLOT_MS } from "../model/option-quotes";
import { MINUTE_MS, momentAt } from "../model/session-time";
import { tapeOf } from "../model/stock-tape";
import { LISTINGS, type Listing } from "../model/universe";
import { dayOf } from "../rest/option-routes";
import {
  barFields,
  optionQuoteFields,
  optionTradeFields,
  stockQuoteFields,
  stockTradeFields,
} from "../wire";
import { firstReports, newBands, newImbalance, reportsPutRight } from "./tape-news";

/** After a jump of the clock only the newest prints are sent. */
const CATCH_UP_MS_MAX = 5000;

const MINUTE_NEWS = [
  ["lulds", newBands],
  ["imbalances", newImbalance],
] as const;

type Tick = { readonly nowMs: number; readonly beforeMs: number };

/** The state of one endpoint: what was sent last. */
export class Feed {
  readonly #endpoint: Endpoint;
  readonly #market: Market;
  readonly #faults: Pick<Faults, "halted">;
  readonly #quotedAtMs = new Map<string, number>();
  readonly #toldHalted = new Set<string>();
  #lastMs: number | null = null;

  constructor(endpoint: Endpoint, market: Market, faults: Pick<Faults, "halted">) {
    this.#endpoint = endpoint;
    this.#market = market;
    this.#faults = faults;
  }

  /** Pushes what is new to the endpoint's clients and sends it. */
  tick(clients: readonly Client[], marketNowMs: number): void {
    const nowMs = marketNowMs - (this.#endpoint.age === "delayed" ? DELAY_MS : 0);
    const beforeMs = Math.max(this.#lastMs ?? nowMs, nowMs - CATCH_UP_MS_MAX);
    this.#lastMs = nowMs;
    const audience = audienceOf(clients, this.#endpoint.channels);
    const tick = { nowMs, beforeMs };
    if (this.#endpoint.kind === "option") this.#tickOptions(audience, tick);
    else this.#tickStocks(audience, tick);
    for (const client of clients) client.flush();
  }

  #tickStocks(audience: Audience, { nowMs, beforeMs }: Tick): void {
    this.#tellHalts(audience, nowMs);
    for (const [symbol, clients] of audience("quotes")) {
      const listing = this.#movingStock(symbol);
      const quote = listing && this.#market.stockQuote(listing, nowMs);
      if (!listing || !quote || !this.#isNewer(symbol, quote.atMs)) continue;
      const fields = stockQuoteFields(quote, tapeOf(listing), new Date(quote.atMs));
      pushTo(clients, { T: "q", S: symbol, ...fields });
    }
    this.#tickPrints(audience, { nowMs, beforeMs });
    const isNewMinute = Math.floor(nowMs / MINUTE_MS) > Math.floor(beforeMs / MINUTE_MS);
    if (!isNewMinute) return;
    this.#tickBars(audience, nowMs);
    for (const [channel, news] of MINUTE_NEWS) {
      for (const [symbol, clients] of audience(channel)) {
        const listing = LISTINGS.get(symbol);
        const fields = listing && news(this.#market, listing, { beforeMs, nowMs });
        if (fields) pushTo(clients, fields);
      }
    }
  }

  #tickPrints(audience: Audience, span: Tick): void {
    for (const [symbol, clients] of audience("trades")) {
      const listing = this.#movingStock(symbol);
      if (!listing) continue;
      for (const trade of firstReports(this.#market, listing, span)) {
        const fields = stockTradeFields(trade, tapeOf(listing), new Date(trade.atMs));
        pushTo(clients, { T: "t", S: symbol, ...fields });
      }
      // Who subscribed prints is told of their corrections and cancels too.
      for (const fields of reportsPutRight(this.#market, listing, span)) pushTo(clients, fields);
    }
  }

  #tickBars(audience: Audience, nowMs: number): void {
    const endedMs = (Math.floor(nowMs / MINUTE_MS) - 1) * MINUTE_MS;
    const moment = momentAt(endedMs);
    if (moment === null) return;
    const { marketDay, minute } = moment;
    for (const [symbol, clients] of audience("bars")) {
      const listing = this.#movingStock(symbol);
      const source = listing && stockBarSource(this.#market, listing);
      const bar = source?.minuteBar(marketDay, minute, nowMs);
      if (bar) pushTo(clients, { T: "b", S: symbol, ...barFields(bar, new Date(bar.startMs)) });
    }
    for (const [symbol, clients] of audience("dailyBars")) {
      const listing = this.#movingStock(symbol);
      const bar = listing && stockBarSource(this.#market, listing).dayBar(marketDay, nowMs);
      if (bar) pushTo(clients, { T: "d", S: symbol, ...barFields(bar, new Date(bar.startMs)) });
    }
  }

  #tickOptions(audience: Audience, { nowMs, beforeMs }: Tick): void {
    const isNewSecond = Math.floor(nowMs / OPTION_SLOT_MS) > Math.floor(beforeMs / OPTION_SLOT_MS);
    for (const [symbol, clients] of isNewSecond ? audience("quotes") : []) {
      const contract = this.#movingOption(symbol, nowMs);
      const quote = contract && this.#market.optionQuote(contract, nowMs);
      if (!quote || !this.#isNewer(symbol, quote.atMs)) continue;
      const fields = optionQuoteFields(quote, new Date(quote.atMs));
      pushTo(clients, { T: "q", S: symbol, ...fields });
    }
    const moment = momentAt(nowMs);
    if (moment === null) return;
    const { marketDay, minute } = moment;
    for (const [symbol, clients] of audience("trades")) {
      const contract = this.#movingOption(symbol, nowMs);
      const trade = contract && this.#market.optionTape.minuteTrade(contract, marketDay, minute);
      if (!trade || trade.atMs <= beforeMs || trade.atMs > nowMs) continue;
      const fields = optionTradeFields(trade, new Date(trade.atMs));
      pushTo(clients, { T: "t", S: symbol, ...fields });
    }
  }

  #movingStock(symbol: string): Listing | undefined {
    return this.#faults.halted.has(symbol) ? undefined : LISTINGS.get(symbol);
  }

  #movingOption(symbol: string, nowMs: number): Contract | null {
    const contract = this.#market.listing.find(symbol, dayOf(nowMs));
    if (contract === null) return null;
    const { halted } = this.#faults;
    return halted.has(symbol) || halted.has(contract.underlying.symbol) ? null : contract;
  }

  #isNewer(symbol: string, atMs: number): boolean {
    if (atMs <= (this.#quotedAtMs.get(symbol) ?? Number.NEGATIVE_INFINITY)) return false;
    this.#quotedAtMs.set(symbol, atMs);
    return true;
  }

  /** Tells who subscribed statuses that a halt began or ended. */
  #tellHalts(audience: Audience, nowMs: number): void {
    for (const [symbol, clients] of audience("statuses")) {
      const isHalted = this.#faults.halted.has(symbol);
      const listing = LISTINGS.get(symbol);
      if (!listing || isHalted === this.#toldHalted.has(symbol)) continue;
      if (isHalted) this.#toldHalted.add(symbol);
      else this.#toldHalted.delete(symbol);
      const code = isHalted
        ? { sc: "H", sm: "Trading Halt", rc: "T1", rm: "Halt News Pending" }
        : { sc: "T", sm: "Trading Resumption", rc: "", rm: "" };
      pushTo(clients, { T: "s", S: symbol, ...code, z: tapeOf(listing), t: new Date(nowMs) });
    }
  }
}

function pushTo(clients: readonly Client[], fields: Fields): void {
  const message = new Message(fields);
  for (const client of clients) client.push(message);
}

/** Finds a channel's symbols and who wants each; a star stands for every listing. */
type Audience = (channel: Channel) => ReadonlyMap<string, Client[]>;

function audienceOf(clients: readonly Client[], channels: readonly Channel[]): Audience {
  return (channel) => {
    const wanted = new Map<string, Client[]>();
    if (!channels.includes(channel)) return wanted;
    for (const client of clients) {
      const symbols = client.symbols(channel);
      const named = symbols.has("*") ? LISTINGS.keys() : symbols;
      for (const symbol of named) addTo(wanted, symbol, client);
    }
    return wanted;
  };
}

function addTo(wanted: Map<string, Client[]>, symbol: string, client: Client): void {
  const others = wanted.get(symbol);
  if (others === undefined) wanted.set(symbol, [client]);
  else others.push(client);
}

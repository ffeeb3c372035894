/**
 * Alpaca's market-data streams for programs: who may connect, and everything the hub publishes to those
 * who subscribed it. A message is made once, and a connection is written to once per flush.
 */
import type { IncomingMessage } from "node:http";
import type { WebSocket } from "ws";
import { parseOccSymbol } from "@/lib/engine/instrument/occ-symbol";
import { credentialIn } from "@/lib/http/authenticate";
import type { Deps } from "@/lib/server/deps";
import type { Credential } from "@/lib/server/identity/find-grant";
import { watchSymbols } from "@/lib/server/market/watch";
import type { Channel, Endpoint } from "@/lib/wire/alpaca/data-stream";
import type { PackedQuote, TapeNews, ToldTrade } from "@/lib/wire/market-bus";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import { Audience } from "../data-stream/audience";
import { Client } from "../data-stream/client";
import { flushAll } from "../data-stream/flush-order";
import type { Message } from "../data-stream/message";
import type { SubscriptionChange } from "../data-stream/subscriptions";
import { TestFeed } from "../data-stream/test-feed";
import { clientIpOf } from "./client";
import { newsMessage, optionQuoteMessage, stockQuoteMessage, tradeMessage } from "./data-messages";
import { type Joined, StreamDoor } from "./stream-door";

const AUTH_MS_MAX = 10_000;
const CHECKED_AT_ONCE = 200;
const NEWS_CHANNELS = { l: "lulds", i: "imbalances", c: "trades", x: "trades" } as const;

type Market = "stock" | "option";
export type Audiences = { readonly [M in Market]: { readonly [F in FeedKind]: Audience } };

export class DataStreams {
  readonly audiences: Audiences = {
    stock: { real_time: new Audience(), delayed: new Audience() },
    option: { real_time: new Audience(), delayed: new Audience() },
  };
  private readonly door: StreamDoor;
  private readonly clients = new Map<Client, Joined>();
  private readonly pushed = new Set<Client>();
  private readonly testFeed = new TestFeed();
  /** Listing exchanges by symbol. */
  private exchanges: ReadonlyMap<string, { readonly exchange: string }> = new Map();

  constructor(
    private readonly deps: Deps,
    private readonly authTimeoutMs = AUTH_MS_MAX,
  ) {
    this.door = new StreamDoor(deps);
  }

  /** Reads what the catalog lists; called again from time to time. */
  async refreshListings(): Promise<void> {
    this.exchanges = await this.deps.catalog.listAssets();
  }

  /** Serves one socket until it closes. */
  accept(endpoint: Endpoint, socket: WebSocket, request: IncomingMessage): void {
    const isMsgpack = request.headers["content-type"] === "application/msgpack";
    const joined: Joined = { grant: null, credential: null };
    // Not in the closure below: a request that is kept costs a connection several kilobytes for life.
    const ip = clientIpOf(request);
    const client = new Client({
      socket,
      connection: request.socket,
      endpoint,
      encoding: isMsgpack ? "msgpack" : "json",
      authTimeoutMs: this.authTimeoutMs,
      handshake: handshakeOf(request),
      admit: (credential) =>
        this.door.admit({ endpoint, socket, joined }, cameFrom(credential, ip)),
      onChange: (_, changes) => this.changed(client, joined, changes),
      onFailure: (error) => this.deps.log.error({ err: String(error) }, "data stream failed"),
    });
    this.clients.set(client, joined);
    socket.on("close", () => this.left(client, joined));
  }

  wantsQuotes(feed: FeedKind): boolean {
    return this.isAnybodyAt("quotes", feed);
  }

  wantsTrades(feed: FeedKind): boolean {
    return this.isAnybodyAt("trades", feed);
  }

  onTrades(feed: FeedKind, trades: readonly ToldTrade[]): void {
    for (const trade of trades) {
      const market = trade[6] === "O" ? "option" : "stock";
      this.publish(market, feed, ["trades", trade[0]], () => tradeMessage(trade));
    }
    this.flush();
  }

  wantsNews(feed: FeedKind): boolean {
    const audience = this.audiences.stock[feed];
    return Object.values(NEWS_CHANNELS).some((channel) => !audience.isEmpty(channel));
  }

  /** Corrections and cancels go to who subscribed prints, as Alpaca's do. */
  onNews(feed: FeedKind, news: readonly TapeNews[]): void {
    for (const one of news) {
      const channel = NEWS_CHANNELS[one.T];
      this.publish("stock", feed, [channel, one.S], () => newsMessage(one));
    }
    this.flush();
  }

  onQuotes(feed: FeedKind, quotes: readonly PackedQuote[]): void {
    for (const quote of quotes) {
      const [symbol] = quote;
      const isOption = parseOccSymbol(symbol) !== null;
      this.publish(isOption ? "option" : "stock", feed, ["quotes", symbol], () =>
        isOption ? optionQuoteMessage(quote) : stockQuoteMessage(quote, this.exchangeOf(symbol)),
      );
    }
    this.flush();
  }

  /** Makes a message when somebody wants it and hands it to each who does. */
  publish(
    market: Market,
    feed: FeedKind,
    [channel, symbol]: readonly [Channel, string],
    make: () => Message,
  ): void {
    const audience = this.audiences[market][feed];
    if (!audience.wants(channel, symbol)) return;
    const message = make();
    audience.each(channel, symbol, (client) => {
      if (client.push(message)) this.pushed.add(client);
    });
  }

  /** One write to each connection something was pushed to; one that is behind is tried again. */
  flush(): void {
    flushAll(this.pushed);
  }

  exchangeOf(symbol: string): string {
    return this.exchanges.get(symbol)?.exchange ?? "";
  }

  /** Symbols a star stands for. */
  listed(): Iterable<string> {
    return this.exchanges.keys();
  }

  /** FAKEPACA, at any hour. */
  tickTest(): void {
    const testers = [...this.clients.keys()].filter(({ endpoint }) => endpoint.kind === "test");
    if (testers.length > 0) this.testFeed.tick(testers, this.deps.clock.nowMs());
  }

  /** Keeps the series that programs subscribed, at the hub. */
  async renewWatches(): Promise<void> {
    const { real_time, delayed } = this.audiences.option;
    const named = [real_time, delayed].flatMap((audience) => [
      ...audience.symbols("quotes"),
      ...audience.symbols("trades"),
    ]);
    await this.watch(named);
  }

  /** A key that was revoked, or a plan that changed, ends the connection. */
  async recheck(): Promise<void> {
    const all = [...this.clients];
    for (let from = 0; from < all.length; from += CHECKED_AT_ONCE) {
      // Keys asked for in one moment are one query (api-keys.ts).
      const part = all.slice(from, from + CHECKED_AT_ONCE);
      await Promise.all(part.map(([client, joined]) => this.recheckOne(client, joined)));
    }
  }

  private async recheckOne(client: Client, joined: Joined): Promise<void> {
    const refusal = await this.door.findRefusal(client.endpoint, joined);
    if (refusal !== null) client.refuse(refusal);
  }

  private isAnybodyAt(channel: "quotes" | "trades", feed: FeedKind): boolean {
    const { stock, option } = this.audiences;
    return !stock[feed].isEmpty(channel) || !option[feed].isEmpty(channel);
  }

  private changed(client: Client, joined: Joined, changes: readonly SubscriptionChange[]): void {
    this.audienceOf(client.endpoint, joined)?.change(client, changes);
    if (client.endpoint.kind !== "option") return;
    this.watch(changes.flatMap(({ added }) => added)).catch((error: unknown) => {
      this.deps.log.warn({ err: String(error) }, "watching failed; it is tried again");
    });
  }

  private left(client: Client, joined: Joined): void {
    this.clients.delete(client);
    this.pushed.delete(client);
    this.audienceOf(client.endpoint, joined)?.leave(client);
  }

  private audienceOf({ kind, age }: Endpoint, { grant }: Joined): Audience | null {
    if (kind === "test" || grant === null) return null;
    return this.audiences[kind][age === "as_entitled" ? grant.caller.feed : age];
  }

  /** Only series that exist: a made-up one must not reach the hub. */
  private async watch(symbols: readonly string[]): Promise<void> {
    if (symbols.length === 0) return;
    const known = await this.deps.catalog.findContracts([...new Set(symbols)]);
    await watchSymbols(this.deps, [...known.keys()]);
  }
}

/** A key may be limited to addresses; a frame does not say where it comes from. */
function cameFrom(credential: Credential, ip: string): Credential {
  return credential.kind === "pair" ? { ...credential, ip } : credential;
}

function handshakeOf({ headers }: IncomingMessage): Credential | null {
  return credentialIn((name) => {
    const value = headers[name];
    return typeof value === "string" ? value : null;
  });
}

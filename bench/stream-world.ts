/**
 * The way of a quote to programs, of the product's parts: quote book, publisher, Redis, topics, streams and
 * sockets, in this process; and a second process of clients that count what they hear.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocketServer } from "ws";
import { createDeps, type Deps } from "@/lib/server/deps";
import { env } from "@/lib/server/env";
import { feedSwitches } from "@/lib/server/market/feed-switches";
import { createRedis } from "@/lib/server/redis";
import { ENDPOINTS } from "@/lib/wire/alpaca/data-stream";
import { DataStreams } from "@/worker/gateway/data-streams";
import { MarketTopics } from "@/worker/gateway/market-topics";
import { PrintBook } from "@/worker/hub/print-book";
import { Publisher } from "@/worker/hub/publisher";
import { QuoteBook } from "@/worker/hub/quote-book";
import { newTapeNewsBooks } from "@/worker/hub/tape-news-book";
import { issueKeys, SECRET } from "./programs";
import { ask, startSecond } from "./second-process";
import type { Heard, ReaderAsk, Reading } from "./stream-readers";
import { address, adminPool, log, openAccounts } from "./world";

const PATH = "/v2/sip";
const FLUSH_MS = 100;
const ACCOUNTS_EACH = 10;

export interface StreamWorld {
  /** Where the gateway's sockets are. */
  readonly port: number;
  readonly keyIds: readonly string[];
  readonly sockets: WebSocketServer;
  readonly publisher: Publisher;
  /** A quote of the real-time feed, now. */
  quote(symbol: string, bid: number): void;
  ask(request: ReaderAsk): Promise<Heard>;
  /** The same as `ask`, for what comes at once. */
  readings(): Promise<Reading>;
}

/** Starts everything; as many accounts as clients are to come. */
export async function startStreamWorld(clients: number): Promise<StreamWorld> {
  process.env.DATABASE_URL = address("BENCH_DATABASE_URL");
  process.env.REDIS_URL = address("BENCH_REDIS_URL");
  const admin = adminPool(2);
  const deps = createDeps(env(), log);
  const users = Math.ceil(clients / ACCOUNTS_EACH);
  const owners = await openAccounts(
    { admin, door: deps.door },
    { users, accountsEach: ACCOUNTS_EACH },
  );
  const keyIds = await issueKeys(admin, owners);
  const { sockets, port } = await startStreams(deps);
  const books = { real_time: new QuoteBook("bench"), delayed: new QuoteBook("bench") };
  const prints = { real_time: new PrintBook("bench"), delayed: new PrintBook("bench") };
  const { redis, marketClock, clock } = deps;
  const { market } = marketClock;
  const publisher = new Publisher({
    redis,
    books,
    prints,
    news: newTapeNewsBooks(),
    market,
    clock,
  });
  const readers = startSecond("stream-readers");
  return {
    ...{ port, keyIds, sockets, publisher },
    quote: (symbol, bid) => {
      const touches = { bid, bidSize: 3, bidExchange: "Q", ask: bid + 0.02, askSize: 5 };
      books.real_time.put({ symbol, ...touches, askExchange: "P", atMs: Date.now() });
    },
    ask: (request) => ask<Heard>(readers, request),
    readings: () => ask<Reading>(readers, { action: "readings" } satisfies ReaderAsk),
  };
}

async function startStreams(deps: Deps) {
  const streams = new DataStreams(deps);
  const subscriber = createRedis(address("BENCH_REDIS_URL"), log);
  const switches = feedSwitches(deps.webPool, deps.clock);
  const topics = new MarketTopics(subscriber, deps.marketClock.market, switches);
  topics.listen(streams);
  topics.listenToTrades(streams);
  await topics.start();
  setInterval(() => streams.flush(), FLUSH_MS);
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const server = createServer();
  server.on("upgrade", (request, socket, head) => {
    const endpoint = ENDPOINTS.get(request.url ?? "");
    if (endpoint === undefined) return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (client) => {
      client.on("error", () => undefined);
      streams.accept(endpoint, client, request);
    });
  });
  return { sockets, port: await listening(server) };
}

/** The peer: a WebSocket server that only knows its sockets, in the order they came. */
export async function startBareSockets() {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const server = createServer();
  server.on("upgrade", (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, () => undefined);
  });
  return { sockets, port: await listening(server) };
}

function listening(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

/** What a client says to get in. */
export function signIn(port: number, keyIds: readonly string[]) {
  return { url: `ws://127.0.0.1:${port}${PATH}`, keyIds, secret: SECRET };
}

/** Bytes this process has in memory after a collection. */
export async function residentBytes(): Promise<number> {
  for (let n = 0; n < 3; n += 1) {
    globalThis.gc?.();
    await sleep(100);
  }
  return process.memoryUsage().rss;
}

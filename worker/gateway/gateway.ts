/**
 * The gateway owns every client socket. Upgrades reach it through server.ts, which pipes a fixed
 * list of paths; it authenticates and checks origins itself, because nothing in front of it does.
 */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import type { Redis } from "ioredis";
import { type WebSocket, WebSocketServer } from "ws";
import type { Deps } from "@/lib/server/deps";
import type { Env } from "@/lib/server/env";
import type { EventTail } from "@/lib/server/events/tail";
import { type FeedSwitches, feedSwitches } from "@/lib/server/market/feed-switches";
import { logRefusal } from "@/lib/server/refusal-log";
import { read } from "@/lib/server/telemetry/metrics";
import { answerMetrics } from "@/lib/server/telemetry/metrics-page";
import { ENDPOINTS } from "@/lib/wire/alpaca/data-stream";
import type { Loop } from "../loop";
import { AccountFollowers } from "./account-followers";
import { clientIpOf } from "./client";
import { DataStreams } from "./data-streams";
import { HaltNews } from "./halt-news";
import { MarketTopics } from "./market-topics";
import { MinuteBars } from "./minute-bars";
import { QuoteTopics } from "./quote-topics";
import { serveRaxxSocket } from "./raxx-socket";
import { serveTradeStream } from "./trade-stream";

/** A browser says which page opens a socket: only ours may. Programs say nothing. */
function isForeignPage(env: Env, { headers: { origin } }: IncomingMessage): boolean {
  return origin !== undefined && origin !== new URL(env.RAXX_ORIGIN).origin;
}

/** Frames and sockets are small on purpose: defaults of 100 MiB are an invitation (reliability.md §2.11). */
const FRAME_BYTES_MAX = 16 * 1024;
/** A thousand series subscribed at once are one frame. */
const DATA_FRAME_BYTES_MAX = 64 * 1024;
const SOCKETS_MAX = 10_000;
const PING_MS = 20_000;
const WATCH_RENEW_MS = 10_000;
const CLOSES_MS = 60_000;
const RECHECK_MS = 10_000;
const SECOND_MS = 1_000;
/** Readers that fell behind are tried again when the market is quiet, too. */
const FLUSH_MS = 100;
const FEEDS = ["real_time", "delayed"] as const;
const SERVICE_RESTART = 1012;

export class Gateway {
  private readonly http: Server = createServer((request, response) => {
    if (!answerMetrics(this.deps, request, response)) response.writeHead(426).end();
  });
  private readonly sockets = socketServer(FRAME_BYTES_MAX);
  private readonly dataSockets = socketServer(DATA_FRAME_BYTES_MAX);
  private readonly switches: FeedSwitches;
  private readonly market: MarketTopics;
  private readonly topics: QuoteTopics;
  private readonly streams: DataStreams;
  private readonly followers: AccountFollowers;
  private readonly alive = new WeakSet<WebSocket>();

  constructor(
    private readonly deps: Deps,
    subscriber: Redis,
    tail: EventTail,
  ) {
    this.switches = feedSwitches(deps.webPool, deps.clock);
    this.market = new MarketTopics(subscriber, deps.marketClock.market, this.switches);
    this.topics = new QuoteTopics(deps);
    this.streams = new DataStreams(deps);
    this.market.listen(this.topics);
    this.market.listen(this.streams);
    this.market.listenToTrades(this.streams);
    this.market.listenToNews(this.streams);
    this.followers = new AccountFollowers(deps.door, deps.log);
    tail.listen((events) => this.followers.onEvents(events));
  }

  /** Listens on loopback; only server.ts, and who reads figures, are meant to come here. */
  async start(port: number): Promise<void> {
    read("raxx_sockets", ["kind"], () => [
      { labels: { kind: "account" }, value: this.sockets.clients.size },
      { labels: { kind: "data" }, value: this.dataSockets.clients.size },
    ]);
    await this.topics.refreshCloses();
    await this.streams.refreshListings();
    await this.market.start();
    this.http.on("upgrade", (request, socket, head) => this.upgrade(request, socket, head));
    await new Promise<void>((resolve, reject) => {
      this.http.once("error", reject).listen(port, "127.0.0.1", resolve);
    });
  }

  loops(): readonly Loop[] {
    const { deps, streams, topics } = this;
    const loop = (name: string, everyMs: number, step: Loop["step"]) => ({ name, everyMs, step });
    return [
      loop("gateway watches", WATCH_RENEW_MS, () => topics.renewWatches()),
      loop("gateway closes", CLOSES_MS, () => topics.refreshCloses()),
      loop("gateway switches", SECOND_MS, () => this.switches.refresh()),
      loop("gateway pings", PING_MS, () => this.ping()),
      loop("streams watches", WATCH_RENEW_MS, () => streams.renewWatches()),
      loop("streams listings", CLOSES_MS, () => streams.refreshListings()),
      loop("streams callers", RECHECK_MS, () => streams.recheck()),
      loop("streams flush", FLUSH_MS, () => streams.flush()),
      loop("streams test", SECOND_MS, () => streams.tickTest()),
      ...FEEDS.flatMap((feed) => {
        const bars = new MinuteBars(deps, streams, feed);
        const halts = new HaltNews(deps, streams, feed);
        return [
          loop(`streams bars ${feed}`, SECOND_MS, () => bars.step()),
          loop(`streams halts ${feed}`, SECOND_MS, () => halts.step()),
        ];
      }),
    ];
  }

  async stop(): Promise<void> {
    for (const socket of this.clients()) socket.close(SERVICE_RESTART, "restarting");
    this.http.closeAllConnections();
    await new Promise<void>((resolve) => this.http.close(() => resolve()));
    for (const socket of this.clients()) socket.terminate();
  }

  private *clients(): Generator<WebSocket> {
    yield* this.sockets.clients;
    yield* this.dataSockets.clients;
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const [path = "/"] = (request.url ?? "/").split("?", 1);
    const endpoint = ENDPOINTS.get(path);
    const known = path === "/ws" || path === "/stream" || endpoint !== undefined;
    const open = this.sockets.clients.size + this.dataSockets.clients.size;
    if (!known || open >= SOCKETS_MAX) {
      socket.end(`HTTP/1.1 ${known ? "503 Service Unavailable" : "404 Not Found"}\r\n\r\n`);
      return;
    }
    if (isForeignPage(this.deps.env, request)) {
      const ip = clientIpOf(request);
      logRefusal(this.deps, { surface: "socket", status: 403, route: path, code: "origin", ip });
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      return;
    }
    const server = endpoint === undefined ? this.sockets : this.dataSockets;
    server.handleUpgrade(request, socket, head, (client) => {
      this.alive.add(client);
      client.on("pong", () => this.alive.add(client));
      client.on("error", (error) => this.deps.log.info({ err: error.message }, "socket error"));
      if (endpoint === undefined) this.serve(path, client, request);
      else this.streams.accept(endpoint, client, request);
    });
  }

  private serve(path: string, client: WebSocket, request: IncomingMessage): void {
    const { deps, followers, topics } = this;
    if (path === "/stream") {
      serveTradeStream({ deps, followers }, client, request);
      return;
    }
    serveRaxxSocket({ deps, followers, topics }, client, clientIpOf(request));
  }

  /** Half-open sockets are found within two rounds. */
  private ping(): void {
    for (const client of this.clients()) {
      if (!this.alive.has(client)) client.terminate();
      this.alive.delete(client);
      client.ping();
    }
  }
}

function socketServer(maxPayload: number): WebSocketServer {
  return new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false });
}

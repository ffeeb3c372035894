/**
 * The gateway owns every client socket. Upgrades reach it through server.ts, which pipes a fixed
 * list of paths; it authenticates and checks origins itself, because nothing in front of it does.
 */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import type { Redis } from "ioredis";
import { type WebSocket, WebSocketServer } from "ws";
import type { Deps } from "@/lib/server/deps";
import type { EventTail } from "@/lib/server/events/tail";
import type { Loop } from "../loop";
import { AccountFollowers } from "./account-followers";
import { QuoteTopics } from "./quote-topics";
import { serveRaxxSocket } from "./raxx-socket";
import { serveTradeStream } from "./trade-stream";

/** Frames and sockets are small on purpose: defaults of 100 MiB are an invitation (reliability.md §2.11). */
const FRAME_BYTES_MAX = 16 * 1024;
const SOCKETS_MAX = 10_000;
const PING_MS = 20_000;
const WATCH_RENEW_MS = 10_000;
const CLOSES_MS = 60_000;
const SERVICE_RESTART = 1012;

export class Gateway {
  private readonly http: Server = createServer((_, response) => {
    response.writeHead(426).end();
  });
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_BYTES_MAX,
    perMessageDeflate: false,
  });
  private readonly topics: QuoteTopics;
  private readonly followers: AccountFollowers;
  private readonly alive = new WeakSet<WebSocket>();

  constructor(
    private readonly deps: Deps,
    subscriber: Redis,
    tail: EventTail,
  ) {
    this.topics = new QuoteTopics(deps, subscriber);
    this.followers = new AccountFollowers(deps.door, deps.log);
    tail.listen((events) => this.followers.onEvents(events));
  }

  /** Listens on loopback; only server.ts is meant to come here. */
  async start(port: number): Promise<void> {
    await this.topics.start();
    this.http.on("upgrade", (request, socket, head) => this.upgrade(request, socket, head));
    await new Promise<void>((resolve, reject) => {
      this.http.once("error", reject).listen(port, "127.0.0.1", resolve);
    });
  }

  loops(): readonly Loop[] {
    return [
      { name: "gateway watches", everyMs: WATCH_RENEW_MS, step: () => this.topics.renewWatches() },
      { name: "gateway closes", everyMs: CLOSES_MS, step: () => this.topics.refreshCloses() },
      { name: "gateway pings", everyMs: PING_MS, step: () => this.ping() },
    ];
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets.clients) socket.close(SERVICE_RESTART, "restarting");
    this.http.closeAllConnections();
    await new Promise<void>((resolve) => this.http.close(() => resolve()));
    for (const socket of this.sockets.clients) socket.terminate();
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const [path = "/"] = (request.url ?? "/").split("?", 1);
    const known = path === "/ws" || path === "/stream";
    if (!known || this.sockets.clients.size >= SOCKETS_MAX) {
      socket.end(`HTTP/1.1 ${known ? "503 Service Unavailable" : "404 Not Found"}\r\n\r\n`);
      return;
    }
    this.sockets.handleUpgrade(request, socket, head, (client) => {
      this.alive.add(client);
      client.on("pong", () => this.alive.add(client));
      client.on("error", (error) => this.deps.log.info({ err: error.message }, "socket error"));
      this.serve(path, client, request);
    });
  }

  private serve(path: string, client: WebSocket, request: IncomingMessage): void {
    const { deps, followers, topics } = this;
    if (path === "/stream") {
      serveTradeStream({ deps, followers }, client, request);
      return;
    }
    serveRaxxSocket({ deps, followers, topics }, client, request);
  }

  /** Half-open sockets are found within two rounds. */
  private ping(): void {
    for (const client of this.sockets.clients) {
      if (!this.alive.has(client)) client.terminate();
      this.alive.delete(client);
      client.ping();
    }
  }
}

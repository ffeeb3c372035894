/**
 * The WebSocket side of the exchange: accepts connections on the known paths and drives all of them from
 * one timer.
 */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { credentialIn } from "@/lib/http/authenticate";
import { ENDPOINTS, type Endpoint } from "@/lib/wire/alpaca/data-stream";
import { type Admit, PAID_PLAN } from "../../data-stream/admission";
import { Client } from "../../data-stream/client";
import { TestFeed } from "../../data-stream/test-feed";
import type { Faults } from "../faults";
import type { Market } from "../model/market";
import { SLOT_MS } from "../model/session-time";
import { Feed } from "./feed";

const PAYLOAD_BYTES_MAX = 16 * 1024;
const NOT_FOUND = "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

export type StreamOptions = {
  readonly market: Market;
  readonly faults: Faults;
  readonly nowMs: () => number;
  readonly tickMs: number;
  readonly authTimeoutMs: number;
  /** Connections of one key on one endpoint; the next is refused with 406. */
  readonly connectionsMax: number;
  readonly onError: (error: unknown) => void;
};

/** All stream connections. */
export class StreamServer {
  readonly #options: StreamOptions;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: PAYLOAD_BYTES_MAX,
    perMessageDeflate: false,
  });
  readonly #clients = new Set<Client>();
  readonly #feeds = new Map<Endpoint, Pick<Feed, "tick">>();
  readonly #timer: NodeJS.Timeout;
  #tickedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: StreamOptions) {
    this.#options = options;
    for (const endpoint of ENDPOINTS.values()) {
      const { market, faults } = options;
      const isTest = endpoint.kind === "test";
      this.#feeds.set(endpoint, isTest ? new TestFeed() : new Feed(endpoint, market, faults));
    }
    this.#timer = setInterval(() => this.#tick(), options.tickMs);
  }

  /** Takes over an HTTP upgrade, or answers 404 on a path that is none of ours. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const [path = "/"] = (request.url ?? "/").split("?");
    const endpoint = ENDPOINTS.get(path);
    if (endpoint === undefined) {
      socket.end(NOT_FOUND);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const isMsgpack = request.headers["content-type"] === "application/msgpack";
      const client = new Client({
        socket: webSocket,
        connection: socket,
        endpoint,
        encoding: isMsgpack ? "msgpack" : "json",
        authTimeoutMs: this.#options.authTimeoutMs,
        admit: this.#admit(endpoint),
        handshake: credentialIn((name) => headerOf(request, name)),
      });
      this.#clients.add(client);
      webSocket.on("close", () => this.#clients.delete(client));
      // Without a listener a broken frame would end the process; the socket closes by itself.
      webSocket.on("error", () => client.drop());
    });
  }

  /** Ends every connection without a close frame. */
  dropAll(): void {
    for (const client of this.#clients) client.drop();
  }

  close(): void {
    clearInterval(this.#timer);
    this.dropAll();
    this.#sockets.close();
  }

  /** Any key is good here, on as many connections as are allowed. */
  #admit(endpoint: Endpoint): Admit {
    return (credential) => {
      const owner = credential.kind === "pair" ? credential.keyId : credential.token;
      const same = [...this.#clients].filter(
        (client) => client.endpoint === endpoint && client.owner === owner,
      );
      return same.length < this.#options.connectionsMax ? { owner, ...PAID_PLAN } : 406;
    };
  }

  #tick(): void {
    if (this.#options.faults.silence || this.#clients.size === 0) return;
    const nowMs = this.#options.nowMs();
    // A fast market's timer comes round more often than a market that stands has anything to say.
    if (Math.abs(nowMs - this.#tickedAtMs) < SLOT_MS / 2) return;
    this.#tickedAtMs = nowMs;
    for (const [endpoint, feed] of this.#feeds) {
      const clients = [...this.#clients].filter((client) => client.endpoint === endpoint);
      if (clients.length === 0) continue;
      try {
        feed.tick(clients, nowMs);
      } catch (error) {
        // The outermost place: one feed's bug must not stop the others or the timer.
        this.#options.onError(error);
      }
    }
  }
}

function headerOf({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name];
  return typeof value === "string" ? value : null;
}

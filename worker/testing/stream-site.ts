/** The market-data streams on a port of their own, for one caller, without a hub: tests say what is published. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Alpaca } from "@alpacahq/alpaca-trade-api";
import { WebSocketServer } from "ws";
import { type Fake, type FakeOptions, fakeDeps } from "@/lib/http/testing/fake-deps";
import { ENDPOINTS } from "@/lib/wire/alpaca/data-stream";
import type { PackedQuote } from "@/lib/wire/market-bus";
import { DataStreams } from "../gateway/data-streams";
import { type Frame, RawClient } from "./raw-client";

export interface StreamSite {
  readonly streams: DataStreams;
  readonly fake: Fake;
  /** Symbols the hub was asked to watch. */
  readonly watched: ReadonlySet<string>;
  readonly alpaca: Alpaca;
  url(path: string): string;
  /** A client that has not said anything yet. */
  connect(path: string, encoding?: "json" | "msgpack", headers?: object): RawClient;
  /** A client that has signed in with the site's key. */
  signedIn(path: string, encoding?: "json" | "msgpack"): Promise<RawClient>;
  close(): Promise<void>;
}

export interface StreamSiteOptions extends FakeOptions {
  readonly authTimeoutMs?: number;
}

/** Starts the streams. */
export async function startStreamSite(options: StreamSiteOptions): Promise<StreamSite> {
  const fake = fakeDeps(options);
  const watched = new Set<string>();
  const zadd = async (_: string, ...members: unknown[]) => {
    for (const member of members) if (typeof member === "string") watched.add(member);
  };
  Object.assign(fake.deps, { redis: { ...fake.deps.redis, zadd, publish: async () => 1 } });
  const streams = new DataStreams(fake.deps, options.authTimeoutMs);
  await streams.refreshListings();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  const server = createServer();
  server.on("upgrade", (request, socket, head) => {
    const endpoint = ENDPOINTS.get(request.url ?? "");
    if (endpoint === undefined) return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (client) => {
      client.on("error", () => undefined);
      streams.accept(endpoint, client, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const clients: RawClient[] = [];
  const url = (path: string) => `ws://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const connect: StreamSite["connect"] = (path, encoding, headers) => {
    const client = new RawClient(url(path), encoding, headers);
    clients.push(client);
    return client;
  };
  const keyId = fake.keys["APCA-API-KEY-ID"];
  const secret = fake.keys["APCA-API-SECRET-KEY"];
  return {
    streams,
    fake,
    watched,
    alpaca: new Alpaca({ keyId, secret, paper: true }),
    url,
    connect,
    signedIn: (path, encoding) => connect(path, encoding).signedIn(keyId, secret),
    close: async () => {
      for (const client of clients) client.socket.terminate();
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A quote as the hub publishes it: prices in dollars, 100 a side. */
export function packed(symbol: string, bid: number, ask: number, atMs = 0): PackedQuote {
  const micros = (dollars: number) => Math.round(dollars * 1e6);
  const touches = [micros(bid), 100, "Q", micros(ask), 100, "P"] as const;
  return [symbol, ...touches, atMs, 1, "sim", atMs, atMs, false];
}

/** The acknowledgement of a stock stream with nothing subscribed but these. */
export function ack(lists: Frame = {}): Frame {
  const none = { trades: [], quotes: [], bars: [], updatedBars: [], dailyBars: [] };
  const follow = { corrections: lists.trades ?? [], cancelErrors: lists.trades ?? [] };
  return { T: "subscription", ...none, statuses: [], lulds: [], ...follow, ...lists };
}

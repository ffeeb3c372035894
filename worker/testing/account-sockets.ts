/** The sockets that follow an account, on a port of their own, over a database and a still market. */
import type { AddressInfo } from "node:net";
import { pack, unpack } from "msgpackr";
import { afterAll } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { createPrisma } from "@/lib/server/database/prisma";
import type { Deps } from "@/lib/server/deps";
import { EventTail } from "@/lib/server/events/tail";
import { createApiKey } from "@/lib/server/identity/api-keys";
import { KeyRing } from "@/lib/server/identity/key-ring";
import { Catalog } from "@/lib/server/market/catalog";
import { createDoorWorld } from "@/lib/server/testing/door-world";
import { AccountFollowers } from "../gateway/account-followers";
import type { QuoteTopics } from "../gateway/quote-topics";
import { serveRaxxSocket } from "../gateway/raxx-socket";
import { serveTradeStream } from "../gateway/trade-stream";

const NEXTAUTH_SECRET = "a-secret-of-the-tests";

// biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it waits for.
export type Said = any;

export interface SocketClient {
  readonly socket: WebSocket;
  say(message: object): void;
  /** The next message, and whether its frame was binary. */
  hear(): Promise<{ readonly message: Said; readonly binary: boolean }>;
  readonly closed: Promise<number>;
}

/** Starts both sockets for an account with a key; ends with the tests of the file. */
export async function startAccountSockets() {
  const world = await createDoorWorld();
  const door = world.newDoor();
  const prisma = createPrisma(world.url);
  const log = { info() {}, warn() {}, error() {} };
  const clock = { nowMs: () => Date.now() };
  const webPool = world.pool("raxx_web");
  const deps = {
    ...{ door, prisma, webPool, clock, log, market: world.market },
    keyRing: new KeyRing(webPool, NEXTAUTH_SECRET, clock),
    env: { NEXTAUTH_SECRET, RAXX_ORIGIN: "http://localhost:3000" },
    catalog: new Catalog(webPool, clock),
    marketClock: {
      ...{ market: "sim", nowMs: () => world.market.nowMs(), refresh: async () => undefined },
    },
  } as unknown as Deps;
  const topics = { add() {}, remove() {}, previousClose: () => null } as unknown as QuoteTopics;
  const followers = new AccountFollowers(door, deps.log);
  const stopping = new AbortController();
  const server = new WebSocketServer({ port: 0 });
  world.market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });
  const tail = new EventTail(world.pool("raxx_worker"), deps.log);
  tail.listen((events) => followers.onEvents(events));
  await tail.open();
  void tail.run(stopping.signal);
  server.on("connection", (socket, request) => {
    if (request.url === "/stream") serveTradeStream({ deps, followers }, socket, request);
    else serveRaxxSocket({ deps, followers, topics }, socket, "127.0.0.1");
  });
  afterAll(async () => {
    stopping.abort();
    for (const socket of server.clients) socket.terminate();
    server.close();
    await prisma.$disconnect();
  });
  const account = await world.openAccount(door);
  const { key, secret } = await createApiKey(deps, account, "Bot");
  const keys = { keyId: key.keyId, secret };
  const { port } = server.address() as AddressInfo;
  const connect = (path: string, options?: { readonly msgpack?: boolean }) =>
    connectTo(`ws://127.0.0.1:${port}${path}`, options);
  return { world, door, deps, account, keys, connect };
}

function connectTo(url: string, { msgpack = false } = {}): SocketClient {
  const headers = msgpack ? { "content-type": "application/msgpack" } : {};
  const socket = new WebSocket(url, { headers });
  const heard: { message: Said; binary: boolean }[] = [];
  const waiting: ((item: { message: Said; binary: boolean }) => void)[] = [];
  const opened = new Promise((resolve) => socket.once("open", resolve));
  socket.on("error", () => undefined);
  socket.on("message", (data: Buffer, binary) => {
    const item = { message: msgpack ? unpack(data) : JSON.parse(String(data)), binary };
    const next = waiting.shift();
    if (next === undefined) heard.push(item);
    else next(item);
  });
  return {
    socket,
    say: (message) => {
      void opened.then(() => socket.send(msgpack ? pack(message) : JSON.stringify(message)));
    },
    hear: () => {
      const item = heard.shift();
      return item === undefined
        ? new Promise((resolve) => waiting.push(resolve))
        : Promise.resolve(item);
    },
    closed: new Promise((resolve) => socket.once("close", resolve)),
  };
}

import type { AddressInfo } from "node:net";
import { pack, unpack } from "msgpackr";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { createPrisma } from "@/lib/server/database/prisma";
import type { Deps } from "@/lib/server/deps";
import { EventTail } from "@/lib/server/events/tail";
import { createApiKey } from "@/lib/server/identity/api-keys";
import { KeyRing } from "@/lib/server/identity/key-ring";
import { signSessionToken } from "@/lib/server/identity/session-token";
import { openSession } from "@/lib/server/identity/sessions";
import { Catalog } from "@/lib/server/market/catalog";
import {
  createDoorWorld,
  type OpenedAccount,
  order,
  submit,
} from "@/lib/server/testing/door-world";
import { simpleDraft } from "@/lib/server/testing/drafts";
import { encodeEventId } from "@/lib/wire/alpaca/event-id";
import { AccountFollowers } from "./account-followers";
import type { QuoteTopics } from "./quote-topics";
import { serveRaxxSocket } from "./raxx-socket";
import { serveTradeStream } from "./trade-stream";

const world = await createDoorWorld();
const door = world.newDoor();
const prisma = createPrisma(world.url);
const log = { info() {}, warn() {}, error() {} };
const NEXTAUTH_SECRET = "a-secret-of-the-tests";
const clock = { nowMs: () => Date.now() };
const webPool = world.pool("raxx_web");
const deps = {
  ...{ door, prisma, webPool, clock, log, market: world.market },
  keyRing: new KeyRing(webPool, NEXTAUTH_SECRET, clock),
  env: { NEXTAUTH_SECRET, RAXX_ORIGIN: "http://localhost:3000" },
  catalog: new Catalog(webPool, clock),
  marketClock: { market: "sim", nowMs: () => world.market.nowMs(), refresh: async () => undefined },
} as unknown as Deps;
const topics = { add() {}, remove() {}, previousClose: () => null } as unknown as QuoteTopics;
const followers = new AccountFollowers(door, deps.log);
const stopping = new AbortController();
const server = new WebSocketServer({ port: 0 });
let account: OpenedAccount;
let keys: { keyId: string; secret: string };

beforeAll(async () => {
  world.market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });
  const tail = new EventTail(world.pool("raxx_worker"), deps.log);
  tail.listen((events) => followers.onEvents(events));
  await tail.open();
  void tail.run(stopping.signal);
  server.on("connection", (socket, request) => {
    if (request.url === "/stream") serveTradeStream({ deps, followers }, socket, request);
    else serveRaxxSocket({ deps, followers, topics }, socket, "127.0.0.1");
  });
  account = await world.openAccount(door);
  const made = await createApiKey(deps, account, "Bot");
  keys = { keyId: made.key.keyId, secret: made.secret };
});
afterAll(async () => {
  stopping.abort();
  for (const socket of server.clients) socket.terminate();
  server.close();
  await prisma.$disconnect();
});

interface Client {
  readonly socket: WebSocket;
  say(message: object): void;
  /** The next message, and whether its frame was binary. */
  hear(): Promise<{ readonly message: Said; readonly binary: boolean }>;
  readonly closed: Promise<number>;
}
// biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it waits for.
type Said = any;

function connect(path: string, { msgpack = false } = {}): Client {
  const { port } = server.address() as AddressInfo;
  const headers = msgpack ? { "content-type": "application/msgpack" } : {};
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
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

const LISTEN = { action: "listen", data: { streams: ["trade_updates", "account_updates"] } };
const AUTHORIZED = {
  stream: "authorization",
  data: { action: "authenticate", status: "authorized" },
};

async function sessionToken(): Promise<string> {
  const { userId } = account;
  const token = await openSession(deps, userId, { userAgent: "Test", ip: "203.0.113.7" });
  return signSessionToken(deps.keyRing, token, clock.nowMs());
}

describe("/stream", () => {
  test.each([
    {
      name: "authenticate with a key pair, and a field more",
      say: async () => ({
        action: "authenticate",
        data: { key_id: keys.keyId, secret_key: keys.secret, paper: true },
      }),
    },
    {
      name: "auth with a key pair",
      say: async () => ({ action: "auth", key: keys.keyId, secret: keys.secret }),
    },
    {
      name: "authenticate with a token",
      say: async () => ({ action: "authenticate", data: { oauth_token: await sessionToken() } }),
    },
    {
      name: "auth with the key oauth",
      say: async () => ({ action: "auth", key: "oauth", secret: await sessionToken() }),
    },
  ])("$name is authorized and listens, in binary frames of JSON (§4.1)", async ({ say }) => {
    const client = connect("/stream");
    client.say(await say());
    expect(await client.hear()).toEqual({ message: AUTHORIZED, binary: true });
    client.say(LISTEN);
    expect((await client.hear()).message).toEqual({
      stream: "listening",
      data: { streams: ["trade_updates"] },
    });
    const draft = simpleDraft("AAPL");
    await submit(door, account, draft);
    await order(door, account, "match_order", draft.id);
    const events = [await client.hear(), await client.hear(), await client.hear()];
    expect(events.map(({ message }) => message.data.event)).toEqual(["pending_new", "new", "fill"]);
    expect(events[2]?.message.data).toMatchObject({ price: "100.01", order: { id: draft.id } });
    client.socket.close();
  });

  test("msgpack in and out when the handshake asks for it", async () => {
    const client = connect("/stream", { msgpack: true });
    client.say({ action: "auth", key: keys.keyId, secret: keys.secret });
    expect(await client.hear()).toEqual({ message: AUTHORIZED, binary: true });
    client.socket.close();
  });

  test("listening before authenticating, and a key that is none, are unauthorized", async () => {
    const client = connect("/stream");
    client.say(LISTEN);
    expect((await client.hear()).message).toEqual({
      stream: "authorization",
      data: { action: "listen", status: "unauthorized" },
    });
    for (const data of [{ key_id: "x", secret_key: "y" }, { oauth_token: "x" }]) {
      client.say({ action: "authenticate", data });
      expect((await client.hear()).message).toEqual({
        stream: "authorization",
        data: {
          action: "authenticate",
          status: "unauthorized",
          message: "access key verification failed",
        },
      });
    }
    client.socket.close();
  });

  test("a key that may not read is told so", async () => {
    const { key, secret } = await createApiKey(deps, account, "Data", ["data"]);
    const client = connect("/stream");
    client.say({ action: "auth", key: key.keyId, secret });
    expect((await client.hear()).message.data).toEqual({
      action: "authenticate",
      status: "unauthorized",
      message: 'insufficient scope: this needs "read"',
    });
    client.socket.close();
  });

  test("what is no message is an error and the end", async () => {
    const client = connect("/stream");
    client.say({ action: "dance" });
    expect((await client.hear()).message).toEqual({
      action: "error",
      data: { error_message: "invalid message" },
    });
    expect(await client.closed).toBe(1002);
  });

  test("who says nothing is let go after ten seconds, who listens is not", async () => {
    const silent = connect("/stream");
    const client = connect("/stream");
    client.say({ action: "auth", key: keys.keyId, secret: keys.secret });
    await client.hear();
    expect(await silent.closed).toBe(1008);
    expect(client.socket.readyState).toBe(WebSocket.OPEN);
    client.socket.close();
  }, 15_000);

  test("a key that is revoked ends its stream", async () => {
    const { key, secret } = await createApiKey(deps, account, "Short");
    const client = connect("/stream");
    client.say({ action: "auth", key: key.keyId, secret });
    await client.hear();
    await world.admin.query("UPDATE api_keys SET revoked_at = now() WHERE id = $1", [key.id]);
    expect(await client.closed).toBe(1008);
  }, 15_000);
});

describe("/ws", () => {
  async function heardDesk(client: Client): Promise<Said> {
    for (;;) {
      const { message } = await client.hear();
      if (message.type === "desk" || message.type === "error") return message;
    }
  }

  async function follow(accountId: string, sinceId?: string): Promise<Client> {
    const client = connect("/ws");
    client.say({ action: "auth", key: keys.keyId, secret: keys.secret });
    expect((await client.hear()).message.type).toBe("ready");
    client.say({ action: "account", accountId, ...(sinceId === undefined ? {} : { sinceId }) });
    return client;
  }

  test("a client that was away is told what happened meanwhile, once, and then goes on", async () => {
    const first = await follow(account.accountId);
    const { desk } = await heardDesk(first);
    first.socket.terminate();
    const missed = simpleDraft("AAPL", { limit: "90.00" });
    await submit(door, account, missed);
    await order(door, account, "cancel_order", missed.id);
    const second = await follow(account.accountId, desk.eventId);
    const caughtUp = await heardDesk(second);
    expect(caughtUp.news).toMatchObject([
      { kind: "accepted", orderId: missed.id },
      { kind: "canceled", orderId: missed.id },
    ]);
    expect(caughtUp.news.at(-1).eventId).toBe(caughtUp.desk.eventId);
    const next = simpleDraft("AAPL", { limit: "91.00" });
    await submit(door, account, next);
    expect((await heardDesk(second)).news).toMatchObject([{ kind: "accepted", orderId: next.id }]);
    second.socket.terminate();
  });

  test.each([
    ["no id", "x".repeat(26)],
    ["an event to come", encodeEventId({ eventMs: 0, version: 1_000_000 })],
  ])("%s is refused", async (_, sinceId) => {
    const client = await follow(account.accountId, sinceId);
    expect(await heardDesk(client)).toEqual({
      type: "error",
      code: 400,
      message: "invalid sinceId",
    });
    client.socket.terminate();
  });

  test("another's account is not found", async () => {
    const other = await world.openAccount(door);
    const client = await follow(other.accountId);
    expect(await heardDesk(client)).toMatchObject({ type: "error", code: 404 });
    client.socket.terminate();
  });
});

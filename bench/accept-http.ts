/**
 * accept-http: durable POST /v2/orders a second over 128 kept-alive connections of a second process,
 * against a bare node:http server that sends the same JSON back.
 *
 * The server is lib/http/node over the dependencies of production (keys in Postgres, rate limits, the
 * one door, quotes in Redis), which is what server.ts puts in front of Next; Next itself is left out.
 * Both servers live in this process. Each connection is the program of one pro_plus user, with 3,000
 * calls a minute and a fresh account in each slice: the product's own limits hold and are never met.
 */
import { type ChildProcess, fork } from "node:child_process";
import { createHash } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { handleProgramNode } from "@/lib/http/node";
import { createDeps, type Deps } from "@/lib/server/deps";
import { env } from "@/lib/server/env";
import { uuidv7 } from "@/lib/server/ids";
import { ALIVE_FIELD, latestKey, type PackedQuote } from "@/lib/wire/market-bus";
import type { LoadRequest, LoadResult } from "./accept-http-client";
import { compare } from "./measure";
import { check, main, report } from "./report";
import { address, adminPool, log, MARKET_OPEN_MS, type Owner, openAccounts } from "./world";

const SLICE_MS = 1_000;
const GROUPS = 5;
const CONNECTIONS = 128;
const USERS = CONNECTIONS;
/** Own slices: warm-up twice, then two a group. */
const SLICES = 2 + 2 * GROUPS;
const SYMBOLS = Array.from({ length: 100 }, (_, index) => `B${index}`);
const SECRET = "rxp_bench";

type Pool = ReturnType<typeof adminPool>;

async function run(): Promise<void> {
  process.env.DATABASE_URL = address("BENCH_DATABASE_URL");
  process.env.REDIS_URL = address("BENCH_REDIS_URL");
  const admin = adminPool(4);
  const deps = createDeps(env(), log);
  await fillMarket(admin, deps);
  const owners = await openAccounts(
    { admin, door: deps.door },
    { users: USERS, accountsEach: SLICES },
  );
  const keys = await issueKeys(admin, owners);
  const product = await listen((request, response) => {
    if (!handleProgramNode(deps, request, response)) response.writeHead(404).end();
  });
  const bare = await listen(echo);
  const client = fork(process.env.BENCH_CLIENT ?? "", { stdio: "inherit" });

  let slices = 0;
  let accepted = 0;
  const load = (port: number, keyIds: readonly string[]) =>
    ask(client, {
      port,
      keyIds,
      secret: SECRET,
      connections: CONNECTIONS,
      ms: SLICE_MS,
      symbols: SYMBOLS,
    });
  const own = async () => {
    const { answered, failed } = await load(product, keys.slice(slices * USERS, ++slices * USERS));
    check(failed === 0, `no order is refused (${failed} were)`);
    accepted += answered;
    return answered;
  };
  const peer = async () => (await load(bare, keys.slice(0, USERS))).answered;
  await own();
  await peer();
  await own();
  const result = await compare({ a: own, b: peer }, GROUPS);
  client.kill();
  report({
    ...{ name: "accept-http", at: `${CONNECTIONS} connections`, ...result, lowerIsBetter: false },
    ...{ unit: "orders/s", peerUnit: "requests/s, bare node:http", floor: 0.25, goal: 0.6 },
    checked: await checkDatabase(admin, accepted),
  });
}

/** Catalog, clock and quotes as the hub leaves them for the web process. */
async function fillMarket(admin: Pool, { redis, marketClock }: Deps): Promise<void> {
  await admin.query(
    `INSERT INTO instruments (symbol, market, asset_id, name, exchange, tradable, marginable,
      shortable, has_options, late_close, broad_index)
    SELECT s, 'sim', gen_random_uuid(), s, 'NASDAQ', true, true, true, false, false, false
    FROM unnest($1::text[]) AS s`,
    [SYMBOLS],
  );
  await admin.query(
    "INSERT INTO market_clock_anchors (wall_at, market_at, speed) VALUES (now(), $1, 1)",
    [new Date(MARKET_OPEN_MS)],
  );
  const key = latestKey(marketClock.market, "real_time");
  for (const symbol of SYMBOLS) {
    await redis.hset(key, symbol, JSON.stringify(packedQuote(symbol)));
  }
  const live = () => redis.hset(key, ALIVE_FIELD, String(Date.now()));
  await live();
  setInterval(() => void live(), 500);
}

function packedQuote(symbol: string): PackedQuote {
  const at = MARKET_OPEN_MS;
  return [symbol, 99_990_000, 100, "Q", 100_010_000, 100, "Q", at, 1, "bench", at, at, false];
}

async function issueKeys(admin: Pool, owners: readonly Owner[]): Promise<readonly string[]> {
  const keyIds = owners.map((_, index) => `RXP${base32(index).padStart(17, "A")}`);
  check(new Set(keyIds).size === owners.length, "every account has a key of its own");
  await admin.query(
    `INSERT INTO api_keys (id, user_id, account_id, key_id, secret_hash, name, scopes)
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) AS k(id, user_id, account_id, key_id),
      LATERAL (SELECT $5::bytea, 'bench', ARRAY['read', 'trade']) AS fixed`,
    [
      owners.map(() => uuidv7(Date.now())),
      owners.map(({ userId }) => userId),
      owners.map(({ accountId }) => accountId),
      keyIds,
      createHash("sha256").update(SECRET).digest(),
    ],
  );
  return keyIds;
}

function base32(index: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const rest = Math.floor(index / 32);
  return `${rest === 0 ? "" : base32(rest)}${alphabet[index % 32]}`;
}

const echo: RequestListener = (request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    response.writeHead(200, {
      "Content-Type": "application/json",
      "Content-Length": body.length,
    });
    response.end(body);
  });
};

function listen(listener: RequestListener): Promise<number> {
  const server: Server = createServer(listener);
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

function ask(client: ChildProcess, request: LoadRequest): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error("the client ended"));
    client.once("exit", ended);
    client.once("message", (result: LoadResult) => {
      client.removeListener("exit", ended);
      resolve(result);
    });
    client.send(request);
  });
}

async function checkDatabase(admin: Pool, accepted: number): Promise<string> {
  const { rows } = await admin.query<{ events: string; orders: string }>(`
    SELECT (SELECT count(*) FROM mbt_events WHERE type = 'order_accepted') AS events,
      (SELECT count(DISTINCT client_order_id) FROM mbt_orders) AS orders`);
  check(Number(rows[0]?.events) === accepted, "one event for each answer");
  check(Number(rows[0]?.orders) === accepted, "one order for each answer");
  return `${accepted.toLocaleString("en-US")} answers of 200 = events = orders`;
}

main(run);

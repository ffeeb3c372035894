/**
 * accept-http: durable POST /v2/orders a second over 128 kept-alive connections of a second process,
 * against a bare node:http server that sends the same JSON back.
 *
 * The server is lib/http/node over the dependencies of production (keys in Postgres, rate limits, the
 * one door, quotes in Redis), which is what server.ts puts in front of Next. Both servers live in this
 * process. Then against the built site's own routes, which mount the same handlers. Each connection is the program of one pro_plus user, with 3,000
 * calls a minute and a fresh account in each slice: the product's own limits hold and are never met.
 */
import { handleProgramNode } from "@/lib/http/node";
import { createDeps } from "@/lib/server/deps";
import { env } from "@/lib/server/env";
import type { LoadRequest, LoadResult } from "./accept-http-client";
import { compare } from "./measure";
import { echo, fillMarket, issueKeys, listen, SECRET } from "./programs";
import { check, main, report } from "./report";
import { ask, startSecond } from "./second-process";
import { address, adminPool, log, openAccounts } from "./world";

const SLICE_MS = 1_000;
const GROUPS = 5;
const CONNECTIONS = 128;
const USERS = CONNECTIONS;
/** Fewer against Next: one slice of the two says enough about a factor. */
const NEXT_GROUPS = 3;
/** A server that runs all day is measured, not one that has just started: its code is hot after some 20,000 orders. */
const WARM_UP = 6;
const SLICES = WARM_UP + 2 * GROUPS + 2 + 4 * NEXT_GROUPS;
const SYMBOLS = Array.from({ length: 100 }, (_, index) => `B${index}`);

type Pool = ReturnType<typeof adminPool>;

async function run(): Promise<void> {
  process.env.DATABASE_URL = address("BENCH_DATABASE_URL");
  process.env.REDIS_URL = address("BENCH_REDIS_URL");
  const admin = adminPool(4);
  const deps = createDeps(env(), log);
  await fillMarket(admin, deps, SYMBOLS);
  const owners = await openAccounts(
    { admin, door: deps.door },
    { users: USERS, accountsEach: SLICES },
  );
  const keys = await issueKeys(admin, owners);
  const product = await listen((request, response) => {
    if (!handleProgramNode(deps, request, response)) response.writeHead(404).end();
  });
  const bare = await listen(echo);
  const client = startSecond("accept-http-client");

  let slices = 0;
  let accepted = 0;
  const load = (port: number, keyIds: readonly string[], ms = SLICE_MS) =>
    ask<LoadResult>(client, {
      ...{ port, keyIds, ms },
      secret: SECRET,
      connections: CONNECTIONS,
      symbols: SYMBOLS,
    } satisfies LoadRequest);
  for (let first = 0; first < keys.length; first += USERS) {
    const { failed } = await load(product, keys.slice(first, first + USERS), 0);
    check(failed === 0, "every key is good");
  }
  const accept = async (port: number) => {
    const { answered, failed } = await load(port, keys.slice(slices * USERS, ++slices * USERS));
    check(failed === 0, `no order is refused (${failed} were)`);
    accepted += answered;
    return answered;
  };
  const own = () => accept(product);
  const peer = async () => (await load(bare, keys.slice(0, USERS))).answered;
  for (let round = 0; round < WARM_UP; round += 1) await own();
  await peer();
  const result = await compare({ a: own, b: peer }, GROUPS);
  report({
    ...{ name: "accept-http", at: `${CONNECTIONS} connections`, ...result, lowerIsBetter: false },
    ...{ unit: "orders/s", peerUnit: "requests/s, bare node:http", floor: 0.25, goal: 0.6 },
    checked: await checkDatabase(admin, accepted),
  });

  const site = startSecond("next-server");
  const { port } = await ask<{ port: number }>(site, {});
  const next = () => accept(port);
  await next();
  await next();
  const overNext = await compare({ a: own, b: next }, NEXT_GROUPS);
  for (const process of [client, site]) process.kill();
  report({
    ...{ name: "accept-http", at: `${CONNECTIONS} connections, over Next's mount`, ...overNext },
    ...{ unit: "orders/s", peerUnit: "orders/s, Next route", floor: 5, goal: 10 },
    ...{ lowerIsBetter: false, checked: await checkDatabase(admin, accepted) },
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

/**
 * The program API over a real database: traders with keys, a market that stands still, and the door.
 * Call it at the top of a file: `const world = await createProgramWorld()`.
 */
import pg from "pg";
import { pino } from "pino";
import { afterAll } from "vitest";
import { openAccount } from "@/lib/server/accounts/open-account";
import { Door } from "@/lib/server/commit/door";
import { createPool } from "@/lib/server/database/pools";
import { createDeps, type Deps, type Tier } from "@/lib/server/deps";
import type { Env } from "@/lib/server/env";
import { tellCommits } from "@/lib/server/events/tell-commits";
import { createApiKey } from "@/lib/server/identity/api-keys";
import { uuidv7 } from "@/lib/server/ids";
import { ATTEST } from "@/lib/server/testing/attested";
import { createTestDatabase, testRedisUrl } from "@/lib/server/testing/database";
import type { Scope } from "@/lib/wire/raxx/scope";
import { IN_SESSION_MS, market } from "@/lib/wire/testing/account";
import { handleProgramRequest } from "../table";
import { contractFaults } from "./contract-faults";
import { idOf } from "./fake-deps";

export const LONG = "AAPL261218C00200000";
export const SHORT = "AAPL261218C00210000";
/** Ends on the day the market stands still in. */
export const EXPIRING = "AAPL261120C00190000";
const QUOTES = {
  AAPL: "187.30 187.32 500",
  [LONG]: "4.20 4.40",
  [SHORT]: "2.55 2.60",
  [EXPIRING]: "0.10 0.15",
};

type Keys = Readonly<Record<string, string>>;

export interface Trader {
  readonly userId: string;
  readonly accountId: string;
  readonly keys: Keys;
}

interface Sent {
  readonly status: number | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it asked for.
  readonly body: any;
}

export interface ProgramWorld {
  readonly deps: Deps;
  readonly url: string;
  /** The login itself, for what no runtime role may do. */
  readonly admin: pg.Client;
  newTrader(email: string, options?: { tier?: Tier; scopes?: readonly Scope[] }): Promise<Trader>;
  send(keys: Keys, method: string, path: string, body?: object): Promise<Sent>;
  /** Asks the door to match an order of a trader, as the matcher would. */
  fill(trader: Trader, orderId: string): Promise<unknown>;
}

/** Builds it; everything is closed after the file's last test. */
export async function createProgramWorld(): Promise<ProgramWorld> {
  const { url } = await createTestDatabase();
  const log = pino({ level: "silent" });
  const commitPool = createPool(url, "raxx_commit", log);
  const env = { DATABASE_URL: url, REDIS_URL: testRedisUrl(), NEXTAUTH_SECRET: "a-test-secret!!!" };
  const real = createDeps(env as Env, log);
  const source = { view: async () => market(IN_SESSION_MS, QUOTES) };
  const onCommitted = tellCommits(real.redis);
  const deps = {
    ...real,
    market: source,
    marketClock: { market: "sim", refresh: async () => undefined, nowMs: () => IN_SESSION_MS },
    door: new Door({ pool: commitPool, market: source, log, onCommitted }),
  } as unknown as Deps;
  const admin = new pg.Client(url);
  await admin.connect();
  await listInstruments(admin);
  afterAll(async () => {
    await deps.close();
    await commitPool.end();
    await admin.end();
  });
  return {
    deps,
    url,
    admin,
    newTrader: async (email, { tier = "pro", scopes } = {}) => {
      const userId = uuidv7(IN_SESSION_MS);
      const insert = "INSERT INTO users (id, email, tier) VALUES ($1, $2, $3)";
      await admin.query(insert, [userId, email, tier]);
      if (tier !== "free") await admin.query(ATTEST, [userId]);
      const feed = tier === "free" ? "delayed" : "real_time";
      const accountId = await openAccount(deps, { userId, feed, name: "Paper" });
      const { key, secret } = await createApiKey(deps, { userId, accountId }, "test", scopes);
      const keys = { "APCA-API-KEY-ID": key.keyId, "APCA-API-SECRET-KEY": secret };
      return { userId, accountId, keys };
    },
    send: (keys, method, path, body) => sendTo(deps, keys, { method, path, body }),
    fill: ({ accountId }, orderId) =>
      deps.door.ask({
        accountId,
        feed: "real_time",
        command: { type: "match_order", orderId, trigger: "arrival" },
      }),
  };
}

async function sendTo(
  deps: Deps,
  headers: Keys,
  { method, path, body }: { method: string; path: string; body?: object | undefined },
): Promise<Sent> {
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const request = new Request(`http://raxx.test${path}`, { method, headers, ...init });
  const response = await handleProgramRequest(deps, request);
  const text = (await response?.text()) ?? "";
  const answer = { status: response?.status ?? 0, body: text === "" ? null : JSON.parse(text) };
  const faults = contractFaults(method, path, answer);
  if (faults.length > 0) throw new Error(`${path} breaks its contract: ${faults.join("; ")}`);
  return answer;
}

async function listInstruments(admin: pg.Client): Promise<void> {
  await admin.query(
    `INSERT INTO instruments (symbol, market, asset_id, name, exchange, tradable, marginable, shortable, has_options, late_close, broad_index)
     VALUES ('AAPL', 'sim', $1, 'Apple Inc.', 'NASDAQ', true, true, true, true, false, false)`,
    [idOf("AAPL")],
  );
  for (const [symbol, strike] of [
    [LONG, 200],
    [SHORT, 210],
    [EXPIRING, 190],
  ] as const) {
    const expiry = `20${symbol.slice(4, 6)}-${symbol.slice(6, 8)}-${symbol.slice(8, 10)}`;
    await admin.query(
      `INSERT INTO option_contracts (symbol, asset_id, underlying, root, name, expiry_date, strike_micros, "right", style, multiplier, tradable)
       VALUES ($1, $2, 'AAPL', 'AAPL', $1, $3, $4, 'call', 'american', 100, true)`,
      [symbol, idOf(symbol), expiry, strike * 1_000_000],
    );
  }
}

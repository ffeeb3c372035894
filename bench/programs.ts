/** What programs meet in the benchmarks of the web's and the gateway's doors: a market, keys, a server. */
import { createHash } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type pg from "pg";
import type { Deps } from "@/lib/server/deps";
import { uuidv7 } from "@/lib/server/ids";
import { ALIVE_FIELD, latestKey, type PackedQuote } from "@/lib/wire/market-bus";
import { check } from "./report";
import { MARKET_OPEN_MS, type Owner } from "./world";

export const SECRET = "rxp_bench";
const SCOPES = ["read", "trade", "data"];

/** Catalog, clock and quotes as the hub leaves them for the web process. */
export async function fillMarket(
  admin: pg.Pool,
  { redis, marketClock }: Deps,
  symbols: readonly string[],
): Promise<void> {
  await admin.query(
    `INSERT INTO instruments (symbol, market, asset_id, name, exchange, tradable, marginable,
      shortable, has_options, late_close, broad_index)
    SELECT s, 'sim', gen_random_uuid(), s, 'NASDAQ', true, true, true, false, false, false
    FROM unnest($1::text[]) AS s`,
    [symbols],
  );
  await admin.query(
    "INSERT INTO market_clock_anchors (wall_at, market_at, speed) VALUES (now(), $1, 1)",
    [new Date(MARKET_OPEN_MS)],
  );
  const key = latestKey(marketClock.market, "real_time");
  for (const symbol of symbols) {
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

/** A key for each account, in their order. */
export async function issueKeys(
  admin: pg.Pool,
  owners: readonly Owner[],
): Promise<readonly string[]> {
  const keyIds = owners.map((_, index) => `RXP${base32(index).padStart(17, "A")}`);
  check(new Set(keyIds).size === owners.length, "every account has a key of its own");
  await admin.query(
    `INSERT INTO api_keys (id, user_id, account_id, key_id, secret_hash, name, scopes)
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) AS k(id, user_id, account_id, key_id),
      LATERAL (SELECT $5::bytea, 'bench', $6::text[]) AS fixed`,
    [
      owners.map(() => uuidv7(Date.now())),
      owners.map(({ userId }) => userId),
      owners.map(({ accountId }) => accountId),
      keyIds,
      createHash("sha256").update(SECRET).digest(),
      SCOPES,
    ],
  );
  return keyIds;
}

function base32(index: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const rest = Math.floor(index / 32);
  return `${rest === 0 ? "" : base32(rest)}${alphabet[index % 32]}`;
}

/** The peer of what goes over HTTP: sends the body back. */
export const echo: RequestListener = (request, response) => {
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

/** Serves on a port of its own. */
export function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  // A server that stands by while its peer is measured must not end the connections it will be asked on.
  server.keepAliveTimeout = 120_000;
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

/** What the benchmarks of the one door share: a database of their own, accounts, and a still market. */
import pg from "pg";
import { NO_ACTIONS } from "@/lib/engine/action/action-fact";
import type { MarketView, Quote } from "@/lib/engine/market/quote";
import { NO_PRINTS } from "@/lib/engine/market/trade";
import { MICROS_PER_DOLLAR, micros, units } from "@/lib/engine/money";
import type { OrderDraft } from "@/lib/engine/order/draft";
import type { Door } from "@/lib/server/commit/door";
import { uuidv7 } from "@/lib/server/ids";
import { createLog } from "@/lib/server/log";
import type { MarketSource } from "@/lib/server/market/market-source";
import { check } from "./report";

export const log = createLog("bench", "warn");
/** Tuesday 2026-11-17 10:30 in New York: the middle of a full trading day. */
export const MARKET_OPEN_MS = Date.UTC(2026, 10, 17, 15, 30);

/** An address scripts/bench.mjs gives. */
export function address(name: "BENCH_DATABASE_URL" | "BENCH_REDIS_URL"): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing: run npm run bench`);
  return value;
}

/** A pool of the login itself, for what no runtime role may do. */
export function adminPool(max: number): pg.Pool {
  return new pg.Pool({ connectionString: address("BENCH_DATABASE_URL"), max });
}

/** A market that stands still at 99.99 x 100.01 for every symbol: the door's cost, not a feed's. */
export class StillMarket implements MarketSource {
  private readonly quotes = new Map<string, Quote>();
  private readonly now: MarketView = {
    nowMs: MARKET_OPEN_MS,
    feedAlive: true,
    quoteOf: (symbol) => this.quoteOf(symbol),
    isHalted: () => false,
    ...NO_PRINTS,
    ...NO_ACTIONS,
  };

  async view(): Promise<MarketView> {
    return this.now;
  }

  private quoteOf(symbol: string): Quote {
    const known = this.quotes.get(symbol);
    if (known !== undefined) return known;
    const quote: Quote = {
      symbol,
      bidMicros: micros(99_990_000n),
      bidSizeNanos: units(1_000),
      bidExchange: "Q",
      askMicros: micros(100_010_000n),
      askSizeNanos: units(1_000),
      askExchange: "Q",
      atMs: MARKET_OPEN_MS,
      seq: 1,
      feed: "bench",
      bidSetAtMs: MARKET_OPEN_MS,
      askSetAtMs: MARKET_OPEN_MS,
      afterGap: false,
    };
    this.quotes.set(symbol, quote);
    return quote;
  }
}

export interface Owner {
  readonly userId: string;
  readonly accountId: string;
}

/** Opens margin accounts of 10 million dollars, some of one user, through the door. */
export async function openAccounts(
  { admin, door }: { admin: pg.Pool; door: Door },
  { users, accountsEach }: { users: number; accountsEach: number },
): Promise<Owner[]> {
  const userIds = Array.from({ length: users }, () => uuidv7(Date.now()));
  await admin.query(
    "INSERT INTO users (id, email, tier) SELECT id, id || '@bench.test', 'pro_plus' FROM unnest($1::uuid[]) AS id",
    [userIds],
  );
  await admin.query(
    "INSERT INTO data_attestations (id, user_id, by) SELECT gen_random_uuid(), id, 'user' FROM unnest($1::uuid[]) AS id",
    [userIds],
  );
  const owners = Array.from({ length: accountsEach }, () =>
    userIds.map((userId) => ({ userId, accountId: uuidv7(Date.now()) })),
  ).flat();
  const answers = await Promise.all(owners.map((owner) => openAccount(door, owner)));
  check(
    answers.every(({ kind }) => kind === "done"),
    "every account is open",
  );
  await admin.query("VACUUM ANALYZE");
  return owners;
}

function openAccount(door: Door, { userId, accountId }: Owner) {
  return door.ask({
    accountId,
    feed: "real_time",
    owner: { userId, name: "Bench" },
    command: {
      type: "open_account",
      kind: "margin",
      policy: "regt",
      profile: "standard",
      market: "sim",
      fees: "none",
      startingCashMicros: micros(10_000_000n * MICROS_PER_DOLLAR),
    },
  });
}

/** A good-till-canceled buy of one share. */
export function buyDraft(symbol: string, limitMicros: bigint): OrderDraft {
  const id = uuidv7(Date.now());
  return {
    id,
    clientOrderId: id,
    orderClass: "simple",
    terms: { type: "limit", limitMicros: micros(limitMicros) },
    timeInForce: "gtc",
    qtyNanos: units(1),
    legs: [
      {
        id,
        clientOrderId: id,
        instrument: { kind: "equity", symbol, marginable: true },
        side: "buy",
        ratio: 1,
        intent: null,
      },
    ],
  };
}

/** The peer of every durable figure: one row and one commit at a time per caller. */
export async function preparePeer(admin: pg.Pool): Promise<(caller: number) => Promise<unknown>> {
  await admin.query(`CREATE TABLE bench_rows (id uuid PRIMARY KEY, account_id uuid NOT NULL,
    symbol text NOT NULL, qty_nanos bigint NOT NULL, limit_micros bigint NOT NULL, at timestamptz NOT NULL)`);
  const text = "INSERT INTO bench_rows VALUES ($1, $2, $3, $4, $5, now())";
  return () => {
    const id = uuidv7(Date.now());
    return admin.query({
      name: "bench_row",
      text,
      values: [id, id, "AAPL", "1000000000", "1000000"],
    });
  };
}

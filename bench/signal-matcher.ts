/** The second process of signal: the worker's tail and matcher over a market that stands still. */
import { setTimeout as sleep } from "node:timers/promises";
import { Door } from "@/lib/server/commit/door";
import { createPool } from "@/lib/server/database/pools";
import { EventTail } from "@/lib/server/events/tail";
import { MarketClock } from "@/lib/server/market/market-clock";
import { createRedis } from "@/lib/server/redis";
import { COMMITTED_CHANNEL } from "@/lib/wire/market-bus";
import { Matcher } from "@/worker/matcher/matcher";
import { quantile } from "./measure";
import { address, log, MARKET_OPEN_MS, StillMarket } from "./world";

export type Ask =
  | { readonly action: "follow" }
  /** Answered when so many orders are indexed and decided. */
  | { readonly action: "rest"; readonly orders: number };

export interface Followed {
  readonly indexed: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const WAIT_MS = 5;
const WAITS_MAX = 12_000;

const pool = createPool(address("BENCH_DATABASE_URL"), "raxx_worker", log);
const tail = new EventTail(pool, log);
const marketClock = new MarketClock("alpaca", { nowMs: () => MARKET_OPEN_MS }, pool);
const door = new Door({
  pool: createPool(address("BENCH_DATABASE_URL"), "raxx_commit", log),
  market: new StillMarket(),
  log,
});
const matcher = new Matcher({ pool, door, tail, marketClock, log });
const subscriber = createRedis(address("BENCH_REDIS_URL"), log);
let following: { readonly stop: AbortController; readonly ended: Promise<void> } | null = null;
let lags: number[] = [];
let before = 0;

/** The first 48 bits of a UUIDv7 are the moment it was made. */
function madeAtMs(orderId: string): number {
  return Number.parseInt(orderId.replace("-", "").slice(0, 12), 16);
}

async function start(): Promise<void> {
  await subscriber.subscribe(COMMITTED_CHANNEL);
  subscriber.on("message", () => tail.hint());
  await matcher.start();
  tail.listen((events) => {
    for (const { event } of events) {
      if (event.type === "order_accepted") lags.push(Date.now() - madeAtMs(event.order.id));
    }
  });
}

async function follow(): Promise<void> {
  // What was accepted while nobody followed is not of this slice.
  await tail.open();
  before = matcher.indexes.real_time.size;
  lags = [];
  const stop = new AbortController();
  following = { stop, ended: tail.run(stop.signal) };
}

async function rest(orders: number): Promise<Followed> {
  const indexed = () => matcher.indexes.real_time.size - before;
  for (let waits = 0; waits < WAITS_MAX; waits += 1) {
    if (indexed() >= orders && matcher.deciding === 0) break;
    await sleep(WAIT_MS);
  }
  following?.stop.abort();
  await following?.ended;
  return { indexed: indexed(), p50Ms: quantile(lags, 0.5), p99Ms: quantile(lags, 0.99) };
}

const started = start();
process.on("disconnect", () => process.exit(0)); // with the benchmark, however it ends
process.on("message", (asked: Ask) => {
  void started
    .then(async () => (asked.action === "follow" ? await follow() : rest(asked.orders)))
    .then((answer) => process.send?.(answer ?? {}));
});

/** The trading slice: exchange (when simulated), hub and matcher, which share the quote books. */
import { randomUUID } from "node:crypto";
import type pg from "pg";
import { Door } from "@/lib/server/commit/door";
import { createPool } from "@/lib/server/database/pools";
import type { Deps } from "@/lib/server/deps";
import type { EventTail } from "@/lib/server/events/tail";
import { tellCommits } from "@/lib/server/events/tell-commits";
import { ActionBook } from "@/lib/server/market/action-book";
import { Catalog } from "@/lib/server/market/catalog";
import { feedSwitches } from "@/lib/server/market/feed-switches";
import { EXCHANGE_URL_KEY, liveUpstream } from "@/lib/server/market/find-upstream";
import { SwitchedMarket } from "@/lib/server/market/switched-market";
import { simUpstream, type Upstream } from "@/lib/server/market/upstream";
import { createRedis } from "@/lib/server/redis";
import { keepClock } from "./exchange/keep-clock";
import { SLOT_MS } from "./exchange/model/session-time";
import { startExchange } from "./exchange/server";
import { ActionSync } from "./hub/action-sync";
import { Archive } from "./hub/archive";
import { BookMarket, type Books, type PrintBooks } from "./hub/book-market";
import { FillContexts } from "./hub/fill-contexts";
import { Hub, type HubDeps } from "./hub/hub";
import { PrintBook } from "./hub/print-book";
import { QuoteBook } from "./hub/quote-book";
import { ReferenceData } from "./hub/reference-data";
import type { Loop } from "./loop";
import { drained } from "./matcher/drained";
import { holdLease, LEASE_MS, releaseLease } from "./matcher/lease";
import { Matcher } from "./matcher/matcher";
import { pacedMs } from "./pace";
import { showTrading } from "./trading-figures";

const EXPIRE_MS = 1_000;
const SWEEP_MS = 5_000;
const FEEDS_MS = 5_000;
const ACTIONS_MS = 5_000;
const CONTEXTS_MS = 1_000;

export interface TradingSlice {
  readonly loops: readonly Loop[];
  stop(): Promise<void>;
}

/** Starts market data and matching; resolves when quotes flow and working orders are indexed. */
export async function startTrading(
  deps: Deps,
  pool: pg.Pool,
  tail: EventTail,
): Promise<TradingSlice> {
  const { clock, marketClock, log } = deps;
  const actions = new ActionBook({ pool, marketClock, clock });
  const market = await startMarket(deps, pool);
  const books = newBooks(market.upstream.market);
  const { upstream } = market;
  const reference = new ReferenceData({
    ...{ upstream, pool, redis: deps.redis, log: deps.log, symbols: deps.env.RAXX_SYMBOLS ?? null },
  });
  const prints = newPrintBooks(upstream.market, reference);
  const actionSync = new ActionSync({ upstream, pool, marketClock, log });
  const hub = await startHub(deps, pool, { upstream, reference, books, prints });
  await actionSync.sync().catch((error: unknown) => {
    log.warn({ err: String(error) }, "no corporate actions yet; trying again");
  });
  const commitPool = createPool(deps.env.DATABASE_URL, "raxx_commit", deps.log);
  const door = new Door({
    pool: commitPool,
    market: new SwitchedMarket(
      new BookMarket({ books, prints, actions, marketClock, clock }),
      feedSwitches(pool, clock),
    ),
    log: deps.log,
    onCommitted: tellCommits(deps.redis), // this process hears it too, as all others do
  });
  const matcher = new Matcher({ pool, door, tail, marketClock, log });
  const holder = randomUUID();
  matcher.setActive(await holdLease(pool, holder));
  await matcher.start();
  showTrading({ books, matcher, door, clock });
  hub.orders = matcher;
  for (const feed of ["real_time", "delayed"] as const) {
    books[feed].listen((symbol, bid, ask) => matcher.onQuote(feed, symbol, bid, ask));
    prints[feed].listen({
      onPrint: (symbol, price) => matcher.onPrint(feed, symbol, price),
      onAuction: (symbol) => matcher.onAuction(feed, symbol),
    });
  }
  const contexts = new FillContexts(pool, marketClock, books);
  tail.listen((events) => contexts.onEvents(events));
  return {
    loops: [
      ...hub.loops(),
      { name: "fill contexts", everyMs: CONTEXTS_MS, step: () => contexts.step() },
      ...new Archive(deps, pool, books.real_time).loops(),
      {
        name: "corporate actions",
        everyMs: ACTIONS_MS,
        ofMarket: "follows",
        step: () => actionSync.sync(),
      },
      {
        name: "lease",
        everyMs: LEASE_MS / 3,
        step: async () => matcher.setActive(await holdLease(pool, holder)),
      },
      { name: "expire", everyMs: EXPIRE_MS, ofMarket: "follows", step: () => matcher.expire() },
      { name: "sweep", everyMs: SWEEP_MS, ofMarket: "follows", step: () => matcher.sweep() },
      { name: "feeds", everyMs: FEEDS_MS, step: () => matcher.refreshFeeds() },
    ],
    stop: async () => {
      matcher.setActive(false);
      await drained(matcher);
      await releaseLease(pool, holder).catch(() => undefined);
      hub.stop();
      await market.stop();
      await commitPool.end();
    },
  };
}

interface Market {
  readonly upstream: Upstream;
  stop(): Promise<void>;
}

/** Alpaca when its keys are there, else the exchange in this process at its stored market time. */
async function startMarket(deps: Deps, pool: pg.Pool): Promise<Market> {
  const live = liveUpstream(deps.env);
  if (live !== null) return { upstream: live, stop: async () => undefined };
  const { clock, env, log, marketClock, redis } = deps;
  const anchor = await keepClock(pool, { wallMs: clock.nowMs(), speed: env.RAXX_SIM_SPEED });
  marketClock.follow(anchor);
  const exchange = await startExchange({
    port: 0,
    // The stored clock, not the anchor of the start: whoever moves it moves the exchange.
    clock: { nowMs: () => marketClock.nowMs("real_time") },
    tickMs: pacedMs(SLOT_MS, anchor.speed),
    seed: env.RAXX_SIM_SEED,
    log,
  });
  const url = `http://127.0.0.1:${exchange.port}`;
  await redis.set(EXCHANGE_URL_KEY, url);
  log.info({ url, marketAt: new Date(anchor.marketAtMs).toISOString() }, "simulated exchange");
  return { upstream: simUpstream(url), stop: () => exchange.close() };
}

function newBooks(feedName: string): Books {
  return { real_time: new QuoteBook(feedName), delayed: new QuoteBook(feedName) };
}

function newPrintBooks(feedName: string, reference: ReferenceData): PrintBooks {
  const primaryOf = (symbol: string) => reference.primaryOf(symbol);
  return {
    real_time: new PrintBook(feedName, primaryOf),
    delayed: new PrintBook(feedName, primaryOf),
  };
}

async function startHub(
  deps: Deps,
  pool: pg.Pool,
  parts: Pick<HubDeps, "upstream" | "reference" | "books" | "prints">,
): Promise<Hub> {
  const { clock, log, marketClock, redis, env } = deps;
  const hub = new Hub({
    ...parts,
    redis,
    subscriber: createRedis(env.REDIS_URL, log),
    catalog: new Catalog(pool, clock),
    marketClock,
    clock,
    log,
  });
  await hub.start();
  return hub;
}

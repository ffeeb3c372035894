/** The process that take-over kills and freezes: a matcher that holds the lease or waits for it. */
import { randomUUID } from "node:crypto";
import { Door } from "@/lib/server/commit/door";
import { createPool } from "@/lib/server/database/pools";
import { EventTail } from "@/lib/server/events/tail";
import { MarketClock } from "@/lib/server/market/market-clock";
import { FakeMarket } from "@/lib/server/testing/fake-market";
import { runLoop } from "@/worker/loop";
import { holdLease, LEASE_MS } from "@/worker/matcher/lease";
import { Matcher } from "@/worker/matcher/matcher";
import { main } from "./report";
import { address, log } from "./world";

const QUOTE_MS = 20;

async function run(): Promise<void> {
  const url = address("BENCH_DATABASE_URL");
  const pool = createPool(url, "raxx_worker", log);
  const market = new FakeMarket();
  market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01", size: 100_000 });
  const door = new Door({ pool: createPool(url, "raxx_commit", log), market, log });
  const tail = new EventTail(pool, log);
  const marketClock = new MarketClock("alpaca", market, pool);
  const matcher = new Matcher({ pool, door, tail, marketClock, log });
  const holder = randomUUID();
  const take = async () => {
    const active = await holdLease(pool, holder);
    matcher.setActive(active);
    process.send?.({ active });
  };
  await take();
  await matcher.start();
  const stopping = new AbortController().signal;
  // What rests, or came while nobody had the lease, is looked at with the next quote.
  setInterval(() => matcher.onQuote("real_time", "AAPL", 99_990_000, 100_010_000), QUOTE_MS);
  process.send?.("ready");
  // As worker/index.ts keeps it.
  void runLoop(
    { name: "lease", everyMs: LEASE_MS / 3, step: take },
    { log, speed: 1, marketNowMs: () => Date.now() },
    stopping,
  );
  await tail.run(stopping);
}

main(run);

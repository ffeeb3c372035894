/** The worker: starts the roles it is given, keeps their loops going, and stops without losing anything. */
import { setMaxListeners } from "node:events";
import { createPool } from "@/lib/server/database/pools";
import { createDeps, type Deps } from "@/lib/server/deps";
import { env } from "@/lib/server/env";
import { EventTail } from "@/lib/server/events/tail";
import { WORKER_HEARTBEAT_KEY } from "@/lib/server/health";
import { createLog } from "@/lib/server/log";
import { createRedis } from "@/lib/server/redis";
import { read } from "@/lib/server/telemetry/metrics";
import { flushTraces, startTracing } from "@/lib/server/telemetry/traces";
import { COMMITTED_CHANNEL } from "@/lib/wire/market-bus";
import { Gateway } from "./gateway/gateway";
import { healthLoop } from "./health-snapshots";
import { startJobs } from "./jobs/jobs";
import { makeJobDeps } from "./jobs/make-deps";
import { type Loop, runLoop } from "./loop";
import { startMails } from "./mail/send-mails";
import { noticeLoops } from "./notices/notices";
import { parseRoles } from "./roles";
import { serveFigures } from "./serve-figures";
import { startTrading } from "./trading";
import { startWebhooks } from "./webhooks/webhooks";

const HEARTBEAT_MS = 1_000;
const CLOCK_MS = 2_000;
const STOP_MS_MAX = 9_000;
const MS_PER_SECOND = 1_000;

async function main(): Promise<void> {
  const parsed = env();
  const log = createLog("worker", parsed.LOG_LEVEL);
  const roles = parseRoles(parsed.RAXX_ROLES);
  startTracing(parsed, "worker");
  const deps = createDeps(parsed, log);
  const pool = createPool(parsed.DATABASE_URL, "raxx_worker", log);
  const subscriber = createRedis(parsed.REDIS_URL, log);
  const tail = new EventTail(pool, log);
  const stopping = new AbortController();
  // Every loop listens for the stop: more than ten listeners is by design.
  setMaxListeners(0, stopping.signal);
  const stops: (() => Promise<unknown>)[] = [];
  const loops: Loop[] = [];

  if (roles.has("matcher") || roles.has("hub") || roles.has("exchange")) {
    const trading = await startTrading(deps, pool, tail);
    loops.push(...trading.loops);
    stops.push(() => trading.stop());
  }
  if (roles.has("gateway")) {
    const gateway = new Gateway(deps, createRedis(parsed.REDIS_URL, log), tail);
    await gateway.start(parsed.GATEWAY_PORT);
    loops.push(...gateway.loops());
    stops.unshift(() => gateway.stop());
  } else {
    const figures = await serveFigures(deps, parsed.GATEWAY_PORT);
    stops.push(figures);
  }
  if (roles.has("jobs")) {
    const jobs = await startJobs(makeJobDeps(deps, pool));
    loops.push(...jobs.loops);
    stops.unshift(() => jobs.stop());
    const webhooks = startWebhooks(deps, pool, { redisUrl: parsed.REDIS_URL });
    loops.push(...webhooks.loops, ...noticeLoops(deps, pool, webhooks.send));
    stops.unshift(() => webhooks.stop());
    const mails = startMails(deps, pool);
    loops.push(mails.loop);
    stops.push(async () => mails.stop());
  }
  read("raxx_tail_age_seconds", [], () => [{ labels: {}, value: tail.ageMs / MS_PER_SECOND }]);
  await subscriber.subscribe(COMMITTED_CHANNEL);
  subscriber.on("message", () => tail.hint());
  loops.push(healthLoop(deps));
  loops.push({ name: "heartbeat", everyMs: HEARTBEAT_MS, step: () => heartbeat(deps) });

  const { marketClock } = deps;
  const clock = { name: "market clock", everyMs: CLOCK_MS, ofMarket: "leads" } as const;
  loops.push({ ...clock, step: () => marketClock.refresh() });

  const speed = parsed.RAXX_SIM_SPEED;
  const pace = { log, speed, marketNowMs: () => marketClock.nowMs("real_time") };
  const running = loops.map((loop) => runLoop(loop, pace, stopping.signal));
  running.push(tail.run(stopping.signal));
  log.info({ roles: [...roles].join(",") }, "worker ready");

  let ending = false;
  const stop = async () => {
    if (ending) return;
    ending = true;
    // Whatever hangs, the process ends: what it did not finish, the next one finds in Postgres.
    setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
    for (const step of stops)
      await step().catch((error: unknown) => log.error({ err: String(error) }, "stop"));
    stopping.abort();
    await Promise.allSettled(running);
    await Promise.allSettled([pool.end(), deps.close(), flushTraces()]);
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
}

async function heartbeat({ redis, clock }: Deps): Promise<void> {
  await redis.set(WORKER_HEARTBEAT_KEY, String(clock.nowMs()), "EX", 30);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});

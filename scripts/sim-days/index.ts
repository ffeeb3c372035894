/**
 * Plays market days with random traders through a running worker, PostgreSQL and Redis, then proves every account. Started
 * by scripts/sim-days.mjs; its one argument is a DaysConfig.
 */
import pg from "pg";
import {
  nextTradingDay,
  type TradingDay,
  tradingDay,
} from "@/lib/engine/calendar/trading-calendar";
import { createPool } from "@/lib/server/database/pools";
import { createDeps } from "@/lib/server/deps";
import { env } from "@/lib/server/env";
import { createLog } from "@/lib/server/log";
import { cpuSeconds, cpuSince } from "./cpu-time";
import { MarketSteps, stopsOf } from "./market-steps";
import { eventCounts, jobTimes, prove } from "./proof";
import { Traders } from "./traders";

interface DaysConfig {
  readonly days: number;
  readonly accounts: number;
  readonly from: string;
  readonly seed: number;
  readonly speed: number;
}

/** Of the accounts, those that act at a stop. */
const SHARE = 0.35;
/** The market runs on for a moment after the traders have acted. */
const DWELL_MS = 100;
const REPORT_EVERY = 10;

async function main(config: DaysConfig): Promise<number> {
  const parsed = env();
  const log = createLog("days", "warn");
  const deps = createDeps(parsed, log);
  const pool = createPool(parsed.DATABASE_URL, "raxx_worker", log);
  const admin = new pg.Pool({ connectionString: parsed.DATABASE_URL, max: 4 });
  const steps = new MarketSteps(deps, pool, config.speed);
  const traders = new Traders(deps, admin, config.seed);
  const stocks = [...(parsed.RAXX_SYMBOLS ?? [])];
  const first = tradingDay(config.from);
  if (first === null) throw new Error(`${config.from} is no trading day`);

  await steps.untilStarted();
  await steps.goTo(first.openMs);
  await steps.untilQuoted(stocks[0] ?? "SPY", first.openMs);
  await traders.open(config.accounts);
  const startedMs = performance.now();
  const cpuBefore = cpuSeconds();
  let day: TradingDay = first;
  let before: TradingDay[] = [];
  for (let n = 1; n <= config.days; n += 1) {
    await playDay({ steps, traders, stocks }, [...before, day]);
    before = [...before, day].slice(-2);
    if (n % REPORT_EVERY === 0 || n === config.days) tell(n, day, startedMs);
    if (n < config.days) day = nextTradingDay(day.date);
  }
  // The evening's work of the last day is due on the next morning's clock.
  await steps.goTo(nextTradingDay(day.date).openMs + 16 * 60_000);
  await steps.untilWorked([...before]);
  const seconds = (performance.now() - startedMs) / 1_000;
  const cpu = cpuSince(cpuBefore);
  const code = await conclude({ admin, traders }, day.date, { ...config, seconds, cpu });
  await Promise.allSettled([pool.end(), admin.end(), deps.close()]);
  return code;
}

async function playDay(
  world: { steps: MarketSteps; traders: Traders; stocks: readonly string[] },
  days: readonly TradingDay[],
): Promise<void> {
  const { steps, traders, stocks } = world;
  const today = days.at(-1);
  for (const { atMs, trades } of today === undefined ? [] : stopsOf(today)) {
    await steps.goTo(atMs);
    await timed("jobs", () => steps.untilWorked(days));
    if (!trades) continue;
    await timed("quotes", () => steps.untilQuoted(stocks[0] ?? "SPY", atMs));
    await timed("traders", () => traders.act(stocks, SHARE));
    await timed("market", () => steps.run(DWELL_MS));
  }
}

/** Seconds spent on each part of the days. */
const spent = new Map<string, number>();

async function timed(part: string, work: () => Promise<void>): Promise<void> {
  const startedMs = performance.now();
  await work();
  spent.set(part, (spent.get(part) ?? 0) + (performance.now() - startedMs) / 1_000);
}

function tell(n: number, day: TradingDay, startedMs: number): void {
  const seconds = (performance.now() - startedMs) / 1_000;
  console.log(
    `${day.date}  day ${n}  ${seconds.toFixed(1)} s  ${(seconds / n).toFixed(2)} s a day`,
  );
}

async function conclude(
  { admin, traders }: { admin: pg.Pool; traders: Traders },
  lastDate: string,
  config: DaysConfig & { readonly seconds: number; readonly cpu: string },
): Promise<number> {
  for (const [title, counts] of [
    ["what traders asked, and what they got", traders.outcomes],
    ["events", await eventCounts(admin)],
    ["milliseconds of a job, from planned to done", await jobTimes(admin)],
  ] as const) {
    console.log(`\n${title}`);
    const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [name, count] of sorted) console.log(`  ${String(count).padStart(8)}  ${name}`);
  }
  const startedMs = performance.now();
  const { accounts, events, wrong } = await prove(admin, lastDate);
  const proofSeconds = (performance.now() - startedMs) / 1_000;
  const all = [...wrong, ...traders.faults];
  console.log(`\ndays      ${config.days}, from ${config.from} to ${lastDate}`);
  console.log(`played in ${config.seconds.toFixed(0)} s, proven in ${proofSeconds.toFixed(0)} s`);
  const parts = [...spent].map(([part, seconds]) => `${part} ${seconds.toFixed(0)} s`);
  console.log(`of these  ${parts.join(", ")}`);
  console.log(`processor ${config.cpu}`);
  console.log(`proven    ${accounts} accounts, ${events} events, ${all.length} differences`);
  for (const one of all.slice(0, 20)) console.log(`  WRONG ${one}`);
  return all.length === 0 ? 0 : 1;
}

main(JSON.parse(process.argv[2] ?? "{}") as DaysConfig).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);

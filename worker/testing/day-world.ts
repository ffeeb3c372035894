/** A world whose days are run by hand: a fake market, prices as the test says, jobs one by one. */
import { instantOf } from "@/lib/engine/calendar/new-york";
import type { Micros } from "@/lib/engine/money";
import type { Door } from "@/lib/server/commit/door";
import { MarketClock } from "@/lib/server/market/market-clock";
import { type DoorWorld, silentLog } from "@/lib/server/testing/door-world";
import { dollars } from "@/lib/server/testing/fake-market";
import type { DayPrices } from "../jobs/day/day-prices";
import { planDays } from "../jobs/day/plan-days";
import { type DayJobDeps, runDayJob } from "../jobs/day/run-day-job";

export class DayWorld {
  /** Official closes by symbol; one that is missing here has none yet. */
  readonly closes = new Map<string, Micros>();
  /** Official opens, as the closes. */
  readonly opens = new Map<string, Micros>();
  readonly deps: DayJobDeps;
  readonly marketClock: MarketClock;

  constructor(
    readonly world: DoorWorld,
    door: Door,
  ) {
    const pool = world.pool("raxx_worker");
    // Without a stored anchor the market's clock is the one it is given.
    this.marketClock = new MarketClock("sim", world.market, pool);
    this.deps = {
      ...{ pool, commitPool: world.pool("raxx_commit"), door, market: world.market },
      ...{ prices: this.prices(), clock: { nowMs: () => Date.now() }, log: silentLog },
      awaitQuotes: async () => undefined,
    };
  }

  /** Moves the real-time clock to a time of a New York day. */
  goTo(date: string, hour: number, minute: number, second = 0): void {
    const atMs = instantOf(date, hour * 60 + minute) + second * 1_000;
    this.world.market.advance(atMs - this.world.market.nowMs());
  }

  async plan(): Promise<readonly string[]> {
    const { deps, marketClock } = this;
    const due = await planDays({ pool: deps.pool, marketClock });
    return due.map(({ key }) => key);
  }

  /** Runs what is due; answers the keys. */
  async runDue(): Promise<readonly string[]> {
    const keys = await this.plan();
    for (const key of keys) await runDayJob(this.deps, key);
    return keys;
  }

  run(key: string): Promise<void> {
    return runDayJob(this.deps, key);
  }

  async statusOf(key: string): Promise<string> {
    const { rows } = await this.world.admin.query<{ status: string }>(
      "SELECT status FROM market_jobs WHERE key = $1",
      [key],
    );
    return rows[0]?.status ?? "none";
  }

  /** As if the process had died after the effects and before anything was said of them. */
  async forget(key: string): Promise<void> {
    await this.world.admin.query("DELETE FROM mbt_job_effects WHERE job_key = $1", [key]);
    await this.world.admin.query(
      "UPDATE market_jobs SET status = 'due', attempts = 0 WHERE key = $1",
      [key],
    );
  }

  private prices(): DayPrices {
    return {
      opens: async (_, symbols) => known(this.opens, symbols),
      closes: async (_, symbols) => known(this.closes, symbols),
      optionQuotes: async (_, symbols) =>
        new Map(
          symbols.map((symbol) => [
            symbol,
            { bidMicros: dollars("1.00"), midMicros: dollars("1.05") },
          ]),
        ),
    };
  }
}

function known(
  prices: ReadonlyMap<string, Micros>,
  symbols: readonly string[],
): ReadonlyMap<string, Micros> {
  return new Map([...prices].filter(([symbol]) => symbols.includes(symbol)));
}

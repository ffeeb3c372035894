/**
 * The market's time, moved by hand: from stop to stop of each trading day, running at speed in between. At a
 * stop the day's jobs are waited for, so nothing of a day is skipped, however short a day is on the wall.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { TradingDay } from "@/lib/engine/calendar/trading-calendar";
import { isoTime } from "@/lib/server/clock";
import type { Deps } from "@/lib/server/deps";
import { WORKER_HEARTBEAT_KEY } from "@/lib/server/health";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import { dueOn } from "@/worker/jobs/day/day-kinds";

const FEEDS: readonly FeedKind[] = ["real_time", "delayed"];
const MINUTE_MS = 60_000;
const POLL_MS = 10;
const WAIT_MS_MAX = 120_000;
/** A quote is of a stop that is no older: the stop before lies hours back. */
const QUOTE_AGE_MS = 1_000;
/** While the day's work is waited for: what the market says meanwhile costs more than the work. */
const HOLDING_SPEED = 1;

export interface Stop {
  readonly atMs: number;
  /** Traders act here. */
  readonly trades: boolean;
}

/** Where the clock of a day stops: after the open, at noon, twice before the close, and after it. */
export function stopsOf({ openMs, closeMs }: TradingDay): readonly Stop[] {
  return [
    { atMs: openMs + 2 * MINUTE_MS, trades: true },
    { atMs: (openMs + closeMs) / 2, trades: true },
    { atMs: closeMs - 29 * MINUTE_MS, trades: true },
    { atMs: closeMs - 4 * MINUTE_MS, trades: false },
    { atMs: closeMs + 25 * MINUTE_MS, trades: false },
  ];
}

export class MarketSteps {
  constructor(
    private readonly deps: Deps,
    /** As raxx_worker: the clock is the worker's. */
    private readonly pool: pg.Pool,
    private readonly speed: number,
  ) {}

  /** Waits for the worker: it sets the clock once when it starts. */
  async untilStarted(): Promise<void> {
    await until(
      () => "the worker",
      async () => (await this.deps.redis.get(WORKER_HEARTBEAT_KEY)) !== null,
    );
  }

  /** Puts the clock there; it goes on slowly. */
  goTo(atMs: number): Promise<void> {
    return this.anchor(atMs, HOLDING_SPEED);
  }

  /** Lets the market run at speed for a while. */
  async run(wallMs: number): Promise<void> {
    await this.deps.marketClock.refresh();
    await this.anchor(this.deps.marketClock.nowMs("real_time"), this.speed);
    await sleep(wallMs);
  }

  private async anchor(atMs: number, speed: number): Promise<void> {
    await this.pool.query(
      "INSERT INTO market_clock_anchors (wall_at, market_at, speed) VALUES ($1, $2, $3)",
      [isoTime(this.deps.clock.nowMs()), isoTime(atMs), speed],
    );
  }

  /** Waits until the hub has quotes of there. */
  async untilQuoted(symbol: string, atMs: number): Promise<void> {
    await until(
      () => `a quote of ${symbol}`,
      async () => {
        const view = await this.deps.market.view("real_time", [symbol]);
        return view.feedAlive && (view.quoteOf(symbol)?.atMs ?? 0) >= atMs - QUOTE_AGE_MS;
      },
    );
  }

  /** Waits until what the days were to do by now is done, or held and named. */
  async untilWorked(days: readonly TradingDay[]): Promise<void> {
    const { market } = this.deps.marketClock;
    await this.deps.marketClock.refresh();
    const keys = FEEDS.flatMap((feed) => {
      const nowMs = this.deps.marketClock.nowMs(feed);
      const due = days.flatMap((day) => dueOn(day, nowMs));
      return due.map(({ kind, date }) => `${market}-${feed}-${kind}-${date}`);
    });
    let missing: readonly string[] = keys;
    await until(
      () => `the jobs ${missing.join(", ")}`,
      async () => {
        const { rows } = await this.pool.query<{ key: string }>(
          "SELECT key FROM market_jobs WHERE key = ANY ($1) AND status <> 'due'",
          [missing],
        );
        const over = new Set(rows.map(({ key }) => key));
        missing = missing.filter((key) => !over.has(key));
        return missing.length === 0;
      },
    );
  }
}

async function until(what: () => string, holds: () => Promise<boolean>): Promise<void> {
  const endMs = performance.now() + WAIT_MS_MAX;
  while (!(await holds())) {
    if (performance.now() > endMs)
      throw new Error(`${what()} did not come in ${WAIT_MS_MAX / 1_000} s`);
    await sleep(POLL_MS);
  }
}

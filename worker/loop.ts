/** A step again and again, with a pause after each: a slow step delays the next and never overlaps it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "@/lib/server/log";
import { loopFailures, loopSeconds } from "@/lib/server/telemetry/metrics";
import { Pace, pacedMs } from "./pace";

export interface Loop {
  readonly name: string;
  readonly everyMs: number;
  /**
   * `follows` what market time brings: in a market that runs N times as fast it goes round N times as often. `leads` is for
   * what finds out how far the market is: as often, even when it seems to stand.
   */
  readonly ofMarket?: "follows" | "leads";
  step(): Promise<void> | void;
}

/** How a process paces its loops. */
export interface LoopPace {
  readonly log: Log;
  /** How many times as fast as the wall the market may run. */
  readonly speed: number;
  readonly marketNowMs: () => number;
}

/** Runs a loop until the signal aborts. A failed step is logged and the loop goes on. */
export async function runLoop(
  loop: Loop,
  { log, speed, marketNowMs }: LoopPace,
  signal: AbortSignal,
): Promise<void> {
  const waitMs = loop.ofMarket === undefined ? loop.everyMs : pacedMs(loop.everyMs, speed);
  const isSlower = loop.ofMarket === "follows" && waitMs < loop.everyMs;
  const pace = new Pace(loop.everyMs, marketNowMs);
  while (!signal.aborted) {
    if (!isSlower || pace.isDue()) {
      pace.begin();
      await step(loop, log);
    }
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
  }
}

async function step(loop: Loop, log: Log): Promise<void> {
  const end = loopSeconds.startTimer({ loop: loop.name });
  try {
    await loop.step();
  } catch (error) {
    loopFailures.inc({ loop: loop.name });
    log.error({ loop: loop.name, err: String(error) }, "step failed");
  }
  end();
}

/** A step again and again, with a pause after each: a slow step delays the next and never overlaps it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "@/lib/server/log";
import { loopFailures, loopSeconds } from "@/lib/server/telemetry/metrics";

export interface Loop {
  readonly name: string;
  readonly everyMs: number;
  /** Follows what market time brings: in a market that runs N times as fast it goes round N times as often. */
  readonly ofMarket?: true;
  step(): Promise<void> | void;
}

/** However fast the market is, a round is not begun more often than this. */
const PACED_MS_MIN = 25;

/** How long a pause of market work is in a market of this speed. */
export function pacedMs(everyMs: number, speed: number): number {
  return Math.min(everyMs, Math.max(PACED_MS_MIN, everyMs / speed));
}

/** Runs a loop until the signal aborts. A failed step is logged and the loop goes on. */
export async function runLoop(
  loop: Loop,
  { log, speed }: { readonly log: Log; readonly speed: number },
  signal: AbortSignal,
): Promise<void> {
  const everyMs = loop.ofMarket === true ? pacedMs(loop.everyMs, speed) : loop.everyMs;
  while (!signal.aborted) {
    const end = loopSeconds.startTimer({ loop: loop.name });
    try {
      await loop.step();
    } catch (error) {
      loopFailures.inc({ loop: loop.name });
      log.error({ loop: loop.name, err: String(error) }, "step failed");
    }
    end();
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

/** A step again and again, with a pause after each: a slow step delays the next and never overlaps it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "@/lib/server/log";

export interface Loop {
  readonly name: string;
  readonly everyMs: number;
  step(): Promise<void> | void;
}

/** Runs a loop until the signal aborts. A failed step is logged and the loop goes on. */
export async function runLoop(loop: Loop, log: Log, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await loop.step();
    } catch (error) {
      log.error({ loop: loop.name, err: String(error) }, "step failed");
    }
    await sleep(loop.everyMs, undefined, { signal }).catch(() => undefined);
  }
}

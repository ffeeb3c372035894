/** Does again what failed, as the worker's loops do. */
import { setTimeout as sleep } from "node:timers/promises";

export interface Patience {
  /** Whether a failure is one of those that are counted. */
  readonly counts: () => boolean;
  readonly failures?: number;
  readonly pauseMs?: number;
}

/** Tries until it is done; throws what went wrong last when more failures count than there may be. */
export async function retry<T>(
  task: () => Promise<T>,
  { counts, failures = 40, pauseMs = 100 }: Patience,
): Promise<T> {
  for (let counted = 0; ; ) {
    try {
      return await task();
    } catch (error) {
      if (counts()) counted += 1;
      if (counted > failures) throw error;
      await sleep(pauseMs);
    }
  }
}

/** Reads what an account's log has, and then whatever is committed to it, until the reader is gone. */
import type { Caller, Deps } from "../deps";

/** A lost hint delays by this much. */
const LOOK_MS = 2_000;

export interface Batch<T> {
  readonly items: readonly T[];
  /** There may be more to read at once. */
  readonly full: boolean;
}

/** Yields each batch in order, an empty one when nothing came for a while. */
export async function* followAccount<T>(
  { commits }: Pick<Deps, "commits">,
  { accountId }: Caller,
  read: () => Promise<Batch<T>>,
  gone: AbortSignal,
): AsyncGenerator<Batch<T>> {
  const hints = commits.follow(accountId);
  try {
    while (!gone.aborted) {
      const batch = await read();
      yield batch;
      if (!batch.full) await hints.wait(LOOK_MS, gone);
    }
  } finally {
    hints.stop();
  }
}

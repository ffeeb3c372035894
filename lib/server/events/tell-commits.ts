/**
 * Tells all processes which accounts something was committed to: at once after a quiet moment, else with whatever
 * else comes in the next 5 ms. A busy door commits each millisecond; told as often, those who listen would read
 * the log for a handful of events each time.
 */
import type { Redis } from "ioredis";
import { COMMITTED_CHANNEL } from "@/lib/wire/market-bus";

const APART_MS = 5;

/** What a door calls after a commit. A hint that is lost costs its reader a poll, and nothing else. */
export function tellCommits(
  redis: Pick<Redis, "publish">,
): (accountIds: readonly string[]) => void {
  const untold = new Set<string>();
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | null = null;
  const tell = () => {
    timer = null;
    toldAtMs = performance.now();
    const accountIds = [...untold].join(",");
    untold.clear();
    redis.publish(COMMITTED_CHANNEL, accountIds).catch(() => undefined);
  };
  return (accountIds) => {
    for (const id of accountIds) untold.add(id);
    if (timer !== null) return;
    const waitMs = toldAtMs + APART_MS - performance.now();
    if (waitMs <= 0) tell();
    else timer = setTimeout(tell, waitMs);
  };
}

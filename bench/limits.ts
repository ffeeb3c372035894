/**
 * limits: how exactly the rate limits hold. 200 callers at once ask for twice what a tier has; the figure
 * is how far from the limit the number let through is. In one process none; in two, which tell each
 * other over Redis, within a tenth of a second of a hundredth of the limit, none either once they have told;
 * within that tenth each can let through what is left of the limit.
 */
import { randomUUID } from "node:crypto";
import { CALLS_PER_MINUTE, InProcessRateLimiter } from "@/lib/http/rate-limit";
import { SharedRateLimiter } from "@/lib/http/redis-rate-limit";
import type { Tier } from "@/lib/server/deps";
import { createRedis } from "@/lib/server/redis";
import { check, main, report } from "./report";
import { address, log } from "./world";

const CALLERS = 200;
const TIERS: readonly Tier[] = ["free", "pro", "pro_plus"];
/** Ten seconds into a minute: no window turns while it is measured. */
const clock = { nowMs: () => Math.floor(Date.now() / 60_000) * 60_000 + 10_000 };

async function run(): Promise<void> {
  const redis = createRedis(address("BENCH_REDIS_URL"), log);
  const perMinute = CALLS_PER_MINUTE;
  const newProcess = () =>
    new SharedRateLimiter({
      ...{ redis, log, bucket: "bench", perMinute },
      local: new InProcessRateLimiter(clock, perMinute),
    });
  for (const tier of TIERS) {
    const limit = perMinute[tier];
    const startMs = performance.now();
    const asked = 2 * limit + CALLERS;
    const through = await ask([newProcess()], tier, asked);
    const eachUs = ((performance.now() - startMs) * 1_000) / asked;
    row(`${limit} a minute, one process`, through - limit, {
      floor: 0,
      checked: `${through} of ${asked} calls by ${CALLERS} callers let through, ${eachUs.toFixed(1)} µs each`,
    });
    const both = [newProcess(), newProcess()];
    const user = randomUUID();
    await ask(both, tier, limit / 2, user);
    await Promise.all(both.map((one) => one.share()));
    // A process is told with its own next calls, a tenth of a second after them.
    for (const one of both) await one.take(user, tier);
    for (const one of both) await one.share();
    const told = limit / 2 + both.length + (await ask(both.slice(0, 1), tier, asked, user));
    row(`${limit} a minute, two processes that told`, told - limit, {
      floor: null,
      checked: `${told} calls let through`,
    });
  }
  redis.disconnect();
}

/** How many of so many calls are let through, asked by 200 callers over these processes. */
async function ask(
  processes: readonly SharedRateLimiter[],
  tier: Tier,
  calls: number,
  user = randomUUID(),
): Promise<number> {
  let [left, through] = [calls, 0];
  const caller = async (index: number) => {
    while (left > 0) {
      left -= 1;
      const limiter = processes[index % processes.length];
      if ((await limiter?.take(user, tier))?.allowed) through += 1;
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, (_, index) => caller(index)));
  check(left === 0, "every call was made");
  return through;
}

function row(
  at: string,
  off: number,
  { floor, checked }: { readonly floor: number | null; readonly checked: string },
): void {
  report({
    ...{ name: "limits", at, value: Math.abs(off), unit: "calls off", peer: null, peerUnit: "" },
    ...{ ratio: null, floor, goal: floor, lowerIsBetter: true, cpuShare: null, checked },
  });
}

main(run);

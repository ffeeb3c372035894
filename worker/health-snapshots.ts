/** Every ten seconds the figures that say whether all is well, for the operator page: an hour of them in Redis. */
import type { Deps } from "@/lib/server/deps";
import { registry } from "@/lib/server/telemetry/metrics";
import { HEALTH_SNAPSHOTS_KEY, type HealthSnapshot } from "@/lib/wire/raxx/operator";
import type { Loop } from "./loop";

const EVERY_MS = 10_000;
const KEPT = 360;

const FIGURES: readonly string[] = [
  "raxx_feed_age_seconds",
  "raxx_tail_age_seconds",
  "raxx_working_orders",
  "raxx_matcher_deciding",
  "raxx_matcher_active",
  "raxx_market_jobs",
  "raxx_queue_jobs",
  "raxx_held_accounts",
  "raxx_frozen_accounts",
  "raxx_law_violations_total",
  "raxx_nodejs_eventloop_lag_p99_seconds",
  "raxx_process_resident_memory_bytes",
];

/** The loop that looks. */
export function healthLoop({ redis, clock }: Pick<Deps, "redis" | "clock">): Loop {
  return {
    name: "health snapshot",
    everyMs: EVERY_MS,
    step: async () => {
      const snapshot: HealthSnapshot = { atMs: clock.nowMs(), figures: await figures() };
      await redis.lpush(HEALTH_SNAPSHOTS_KEY, JSON.stringify(snapshot));
      await redis.ltrim(HEALTH_SNAPSHOTS_KEY, 0, KEPT - 1);
    },
  };
}

async function figures(): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const name of FIGURES) {
    const metric = await registry.getSingleMetric(name)?.get();
    for (const { labels, value } of metric?.values ?? []) {
      const words = Object.values(labels).join(" ");
      found[words === "" ? name : `${name} ${words}`] = value;
    }
  }
  return found;
}

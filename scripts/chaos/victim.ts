/** The program that is killed: it fills orders, settles an expiry or purges accounts, as a worker does, and ends. */
import { Door } from "@/lib/server/commit/door";
import { createPool } from "@/lib/server/database/pools";
import { createLog } from "@/lib/server/log";
import { createRedis } from "@/lib/server/redis";
import { purgeAccount } from "@/lib/server/retention/purge-account";
import { COMMITTED_CHANNEL } from "@/lib/wire/market-bus";
import { runDayJob } from "@/worker/jobs/day/run-day-job";
import { type Failpoint, withFailpoint } from "./failpoints";
import { chaosMarket, closingPrices, EXPIRY_JOB } from "./story";

export interface VictimConfig {
  readonly scenario: "fills" | "expiry" | "purge";
  readonly url: string;
  readonly redisUrl: string;
  readonly accounts: readonly { readonly accountId: string; readonly orderId: string }[];
  readonly point: Failpoint | null;
  /** What a purge may not be: two statements. */
  readonly splitPurge?: boolean;
}

const log = createLog("victim", "silent");

async function main(config: VictimConfig): Promise<void> {
  const { scenario, url, redisUrl, point, accounts } = config;
  const pool = (role: "raxx_commit" | "raxx_worker" | "raxx_retention") =>
    withFailpoint(createPool(url, role, log), point);
  const market = chaosMarket(scenario);
  const commitPool = pool("raxx_commit");
  const redis = createRedis(redisUrl, log);
  const onCommitted = (ids: readonly string[]) =>
    void redis.publish(COMMITTED_CHANNEL, ids.join(",")).catch(() => undefined);
  const door = new Door({ pool: commitPool, market, log, onCommitted });
  if (scenario === "purge") {
    const retention = config.splitPurge
      ? splitting(pool("raxx_retention"))
      : pool("raxx_retention");
    for (const { accountId } of accounts) {
      await again(() => purgeAccount(retention, accountId, { dryRun: false, batch: 7 }));
    }
  } else if (scenario === "expiry") {
    const deps = {
      pool: pool("raxx_worker"),
      commitPool,
      door,
      market,
      log,
      prices: closingPrices,
    };
    const rest = { clock: { nowMs: () => Date.now() }, awaitQuotes: async () => undefined };
    await again(() => runDayJob({ ...deps, ...rest }, EXPIRY_JOB));
  } else {
    await Promise.all(
      accounts.map(({ accountId, orderId }) => {
        const command = { type: "match_order", orderId, trigger: "quote" } as const;
        return again(() => door.ask({ accountId, feed: "real_time", command }));
      }),
    );
  }
}

/** A store that is away comes back: the worker's loops try again. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === 40) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** The mutant: the baseline comes in a transaction of its own, after what it stands for has gone. */
function splitting(retention: ReturnType<typeof createPool>): ReturnType<typeof createPool> {
  const query = retention.query.bind(retention) as (
    ...args: readonly unknown[]
  ) => Promise<unknown>;
  retention.query = (async (...args: readonly [string, readonly unknown[]]) => {
    const [text, values] = args;
    if (!text.includes("retention_purge")) return query(...args);
    await query("SELECT chaos_delete_only($1, $2)", values?.slice(0, 2));
    return query(...args);
  }) as typeof retention.query;
  return retention;
}

main(JSON.parse(process.argv[2] ?? "{}") as VictimConfig).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  },
);

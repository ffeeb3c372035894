/**
 * The program that is killed. It is started before it is needed and waits: told a round, it fills orders, settles an
 * expiry, purges accounts as a worker does, or answers programs as the web does. One that lives on is told the next.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { handleProgramNode } from "@/lib/http/node";
import { Door } from "@/lib/server/commit/door";
import { createPool, type Role } from "@/lib/server/database/pools";
import { createDeps } from "@/lib/server/deps";
import { env } from "@/lib/server/env";
import { tellCommits } from "@/lib/server/events/tell-commits";
import { createLog } from "@/lib/server/log";
import { createRedis } from "@/lib/server/redis";
import { purgeAccount } from "@/lib/server/retention/purge-account";
import { runDayJob } from "@/worker/jobs/day/run-day-job";
import { arm, type Failpoint, GO_ON, installFailpoints, isStanding } from "./failpoints";
import { retry } from "./retry";
import { chaosMarket, closingPrices, EXPIRY_JOB, type Scenario } from "./story";

export interface Task {
  readonly scenario: Scenario;
  readonly accounts: readonly { readonly accountId: string; readonly orderId: string }[];
  readonly point: Failpoint | null;
  /** What a purge may not be: two statements. */
  readonly splitPurge: boolean;
}

/** What it says: it stands at its failpoint, it listens, its work is over, or could not be done. */
export type Said = "hit" | { readonly port: number } | { readonly ended: string | null };

const log = createLog("victim", "silent");
const { DATABASE_URL: url, REDIS_URL: redisUrl } = env();
const pools = new Map<Role, ReturnType<typeof createPool>>();
const redis = createRedis(redisUrl, log);

function pool(role: Role): ReturnType<typeof createPool> {
  const known = pools.get(role) ?? createPool(url, role, log);
  pools.set(role, known);
  return known;
}

async function work({ scenario, accounts, splitPurge }: Task): Promise<void> {
  const market = chaosMarket(scenario);
  const commitPool = pool("raxx_commit");
  const door = new Door({ pool: commitPool, market, log, onCommitted: tellCommits(redis) });
  if (scenario === "purge") {
    const retention = splitPurge ? splitting(pool("raxx_retention")) : pool("raxx_retention");
    for (const { accountId } of accounts) {
      await again(() => purgeAccount(retention, accountId, { dryRun: false, batch: 7 }));
    }
  } else if (scenario === "expiry") {
    const stores = { pool: pool("raxx_worker"), commitPool, door, market, log };
    const rest = { clock: { nowMs: () => Date.now() }, awaitQuotes: async () => undefined };
    await again(() => runDayJob({ ...stores, prices: closingPrices, ...rest }, EXPIRY_JOB));
  } else {
    await Promise.all(
      accounts.map(({ accountId, orderId }) => {
        const command = { type: "match_order", orderId, trigger: "quote" } as const;
        return again(() => door.ask({ accountId, feed: "real_time", command }));
      }),
    );
  }
}

/** Answers programs, by what server.ts puts in front of Next. */
function serve(): Promise<number> {
  const deps = createDeps(env(), log);
  const server = createServer((request, response) => {
    if (!handleProgramNode(deps, request, response)) response.writeHead(404).end();
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

let serving: Promise<number> | null = null;

async function carryOut(task: Task): Promise<Said> {
  arm(task.point);
  if (task.scenario !== "orders") {
    return work(task).then(
      () => ({ ended: null }),
      (error: unknown) => ({ ended: String(error) }),
    );
  }
  serving ??= serve();
  return { port: await serving };
}

/** A store that is away comes back, and the program is told to go on once it has: until then no try counts. */
function again<T>(task: () => Promise<T>): Promise<T> {
  return retry(task, { counts: () => !isStanding() });
}

/** The mutant: the baseline comes in a transaction of its own, after what it stands for has gone. */
function splitting(retention: ReturnType<typeof createPool>): ReturnType<typeof createPool> {
  const query = (async (...args: readonly [string, readonly unknown[]]) => {
    const [text, values] = args;
    if (text.includes("retention_purge")) {
      await retention.query("SELECT chaos_delete_only($1, $2)", values.slice(0, 2));
    }
    return retention.query(text, [...values]);
  }) as typeof retention.query;
  return { query } as ReturnType<typeof createPool>;
}

installFailpoints();
process.on("message", (message: unknown) => {
  if (message !== GO_ON) void carryOut(message as Task).then((said) => process.send?.(said));
});
process.on("disconnect", () => process.exit(0));

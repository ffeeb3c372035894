/**
 * Scheduled work on BullMQ. Jobs may run twice and their queue may be lost: each effect is safe to
 * repeat, and schedules are made again at every start.
 */
import { type Job, Queue, Worker } from "bullmq";
import type { Log } from "@/lib/server/log";
import { redisAddress } from "@/lib/server/redis-address";
import { jobSeconds } from "@/lib/server/telemetry/metrics";
import type { Loop } from "../loop";
import { Pace, pacedMs } from "../pace";
import { checkLaws } from "./check-laws";
import { checkMaintenance } from "./check-maintenance";
import { cleanIdempotencyKeys } from "./clean-idempotency-keys";
import { cleanMails } from "./clean-mails";
import { cleanMarketJobs } from "./clean-market-jobs";
import { cleanNotices } from "./clean-notices";
import { cleanSessions } from "./clean-sessions";
import { cleanWebhookDeliveries } from "./clean-webhook-deliveries";
import { startDayQueues } from "./day/day-queue";
import type { JobDeps } from "./job-deps";
import { showJobs } from "./job-figures";
import { purgeHistory } from "./purge-history";
import { runErasures } from "./run-erasures";

const QUEUE = "raxx-jobs";

interface ScheduledJob {
  readonly everyMs: number;
  /** Looks at what market time brings, see Loop. */
  readonly ofMarket?: true;
  readonly run: (deps: JobDeps) => Promise<void>;
}

/** Every job by name, with how often it runs. A job without a handler does not compile. */
const JOBS = {
  "clean-sessions": { everyMs: 10 * 60_000, run: cleanSessions },
  "clean-mails": { everyMs: 60 * 60_000, run: cleanMails },
  "clean-idempotency-keys": { everyMs: 60 * 60_000, run: cleanIdempotencyKeys },
  "clean-webhook-deliveries": { everyMs: 60 * 60_000, run: cleanWebhookDeliveries },
  "clean-market-jobs": { everyMs: 60 * 60_000, run: cleanMarketJobs },
  "purge-history": { everyMs: 60 * 60_000, run: purgeHistory },
  "run-erasures": { everyMs: 15_000, run: runErasures },
  "check-maintenance": { everyMs: 60_000, ofMarket: true, run: checkMaintenance },
  "clean-notices": { everyMs: 60 * 60_000, run: cleanNotices },
  "check-laws": { everyMs: 60_000, run: checkLaws },
} as const satisfies Record<string, ScheduledJob>;

export interface Jobs {
  readonly loops: readonly Loop[];
  stop(): Promise<void>;
}

/** Starts the workers and their schedules; the answer stops both. */
export async function startJobs(deps: JobDeps): Promise<Jobs> {
  const connection = connectionOf(deps.redisUrl);
  const queue = new Queue(QUEUE, { connection });
  const paces = pacesOf(deps);
  const worker = new Worker(QUEUE, (job) => runJob(deps, job, paces), { connection });
  watch(queue, deps.log);
  watch(worker, deps.log);
  const days = startDayQueues(deps, connection, watch);
  showJobs(deps.pool, [queue, ...days.queues]);
  for (const [name, job] of Object.entries<ScheduledJob>(JOBS)) {
    const everyMs = job.ofMarket ? pacedMs(job.everyMs, deps.speed) : job.everyMs;
    await queue.upsertJobScheduler(
      name,
      { every: everyMs },
      {
        name,
        opts: {
          attempts: 5,
          backoff: { type: "exponential", delay: 1_000 },
          removeOnComplete: 100,
          removeOnFail: 100,
        },
      },
    );
  }
  return {
    loops: [days.loop],
    stop: async () => {
      await days.stop();
      await worker.close();
      await queue.close();
      await Promise.all([deps.commitPool.end(), deps.retentionPool.end()]);
    },
  };
}

/** A failure is logged and tried again by whoever planned it. */
function watch(emitter: Queue | Worker, log: Log): void {
  const warn = (error: Error) => log.warn({ err: error.message }, "job queue");
  if (emitter instanceof Queue) {
    emitter.on("error", warn);
    return;
  }
  emitter.on("error", warn);
  emitter.on("failed", (job: Job | undefined, error: Error) =>
    log.error({ job: job?.id, err: error.message, attempts: job?.attemptsMade }, "job failed"),
  );
}

/** Schedules of a market that may run fast are as many as it may need; these say which of them are due. */
function pacesOf({ marketClock, speed }: JobDeps): ReadonlyMap<string, Pace> {
  const nowMs = () => marketClock.nowMs("real_time");
  const faster = Object.entries<ScheduledJob>(JOBS).filter(
    ([, { ofMarket, everyMs }]) => ofMarket === true && pacedMs(everyMs, speed) < everyMs,
  );
  return new Map(faster.map(([name, { everyMs }]) => [name, new Pace(everyMs, nowMs)]));
}

/** A name from another version is logged and completed: failing it would retry it for nothing. */
async function runJob(deps: JobDeps, job: Job, paces: ReadonlyMap<string, Pace>): Promise<void> {
  const entry = Object.entries(JOBS).find(([name]) => name === job.name)?.[1];
  if (entry === undefined) return deps.log.warn({ job: job.name }, "unknown job");
  const pace = paces.get(job.name);
  // One that failed is tried again whatever the time: else its failure would end as a success.
  if (job.attemptsMade === 0 && pace?.isDue() === false) return;
  pace?.begin();
  const end = jobSeconds.startTimer({ job: job.name });
  await entry.run(deps).then(
    () => end({ outcome: "done" }),
    (error: unknown) => {
      end({ outcome: "failed" });
      throw error;
    },
  );
}

/** BullMQ makes connections of its own, to the same place. */
export function connectionOf(redisUrl: string) {
  return { ...redisAddress(redisUrl), maxRetriesPerRequest: null };
}

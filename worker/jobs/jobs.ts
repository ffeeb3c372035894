/**
 * Scheduled work on BullMQ. Jobs may run twice and their queue may be lost: each effect is safe to
 * repeat, and schedules are made again at every start.
 */
import { type Job, Queue, Worker } from "bullmq";
import { cleanIdempotencyKeys } from "./clean-idempotency-keys";
import { cleanSessions } from "./clean-sessions";
import type { JobDeps } from "./job-deps";

const QUEUE = "raxx-jobs";

/** Every job by name, with how often it runs. A job without a handler does not compile. */
const JOBS = {
  "clean-sessions": { everyMs: 10 * 60_000, run: cleanSessions },
  "clean-idempotency-keys": { everyMs: 60 * 60_000, run: cleanIdempotencyKeys },
} as const satisfies Record<string, { everyMs: number; run: (deps: JobDeps) => Promise<void> }>;

/** Starts the worker and its schedules; the answer stops both. */
export async function startJobs(deps: JobDeps): Promise<{ stop(): Promise<void> }> {
  const connection = connectionOf(deps.redisUrl);
  const queue = new Queue(QUEUE, { connection });
  const worker = new Worker(QUEUE, (job) => runJob(deps, job), { connection });
  const warn = (error: Error) => deps.log.warn({ err: error.message }, "job queue");
  queue.on("error", warn);
  worker.on("error", warn);
  worker.on("failed", (job, error) =>
    deps.log.error(
      { job: job?.name, err: error.message, attempts: job?.attemptsMade },
      "job failed",
    ),
  );
  for (const [name, { everyMs }] of Object.entries(JOBS)) {
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
    stop: async () => {
      await worker.close();
      await queue.close();
    },
  };
}

/** A name from another version is logged and completed: failing it would retry it for nothing. */
async function runJob(deps: JobDeps, job: Job): Promise<void> {
  const entry = Object.entries(JOBS).find(([name]) => name === job.name)?.[1];
  if (entry === undefined) return deps.log.warn({ job: job.name }, "unknown job");
  await entry.run(deps);
}

function connectionOf(redisUrl: string) {
  const { hostname, port, username, password, pathname } = new URL(redisUrl);
  return {
    host: hostname,
    port: Number(port || 6379),
    db: Number(pathname.slice(1) || 0),
    ...(username && { username }),
    ...(password && { password }),
    maxRetriesPerRequest: null,
  };
}

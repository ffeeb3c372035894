/**
 * The queues of the market day, one a feed: one job at a time, in the order in which they are due. The accounts of
 * one feed are nobody's of the other, so neither waits for it. The rows in Postgres say what is to be done; a queue
 * only hands it out, and a key that is in it already is not taken twice.
 */
import { type ConnectionOptions, Queue, Worker } from "bullmq";
import type { Log } from "@/lib/server/log";
import type { Loop } from "../../loop";
import type { JobDeps } from "../job-deps";
import { FEEDS, planDays } from "./plan-days";
import { runDayJob } from "./run-day-job";

const QUEUE = "raxx-market-days";
const PLAN_MS = 1_000;
/** A run of ten thousand accounts may be long; a worker that died is noticed after this. */
const LOCK_MS = 60_000;

export interface DayQueues {
  readonly loop: Loop;
  readonly queues: readonly Queue[];
  stop(): Promise<void>;
}

/** Starts handing out; the loop looks for what is due. */
export function startDayQueues(
  deps: JobDeps,
  connection: ConnectionOptions,
  watch: (emitter: Queue | Worker, log: Log) => void,
): DayQueues {
  const lines = FEEDS.map((feed) => {
    const queue = new Queue(`${QUEUE}-${feed}`, { connection });
    const worker = new Worker<{ key: string }>(
      queue.name,
      ({ data }) => runDayJob(deps, data.key),
      { connection, lockDuration: LOCK_MS },
    );
    for (const emitter of [queue, worker]) watch(emitter, deps.log);
    return { feed, queue, worker };
  });
  const plan = async () => {
    await deps.marketClock.refresh();
    const due = await planDays(deps);
    for (const { feed, queue } of lines) {
      const jobs = due.filter((job) => job.feed === feed).map(({ key }) => jobOf(key));
      if (jobs.length > 0) await queue.addBulk(jobs);
    }
  };
  return {
    queues: lines.map(({ queue }) => queue),
    loop: { name: "market days", everyMs: PLAN_MS, ofMarket: "follows", step: plan },
    stop: async () => {
      await Promise.all(lines.map(({ worker }) => worker.close()));
      await Promise.all(lines.map(({ queue }) => queue.close()));
    },
  };
}

/** Nothing is kept of an ended job: its key must be free when it is planned again. */
function jobOf(key: string) {
  return {
    name: "day",
    data: { key },
    opts: { jobId: key, removeOnComplete: true, removeOnFail: true },
  };
}

/**
 * The queue of the market day: one job at a time, in the order in which they are due. The rows in
 * Postgres say what is to be done; the queue only hands it out, and a key that is in it already is
 * not taken twice.
 */
import { type ConnectionOptions, Queue, Worker } from "bullmq";
import type { Log } from "@/lib/server/log";
import type { Loop } from "../../loop";
import type { JobDeps } from "../job-deps";
import { planDays } from "./plan-days";
import { runDayJob } from "./run-day-job";

const QUEUE = "raxx-market-days";
const PLAN_MS = 1_000;
/** A run of ten thousand accounts may be long; a worker that died is noticed after this. */
const LOCK_MS = 60_000;

export interface DayQueue {
  readonly loop: Loop;
  readonly queue: Queue;
  stop(): Promise<void>;
}

/** Starts handing out; the loop looks for what is due. */
export function startDayQueue(
  deps: JobDeps,
  connection: ConnectionOptions,
  watch: (emitter: Queue | Worker, log: Log) => void,
): DayQueue {
  const queue = new Queue(QUEUE, { connection });
  const worker = new Worker<{ key: string }>(QUEUE, ({ data }) => runDayJob(deps, data.key), {
    connection,
    lockDuration: LOCK_MS,
  });
  for (const emitter of [queue, worker]) watch(emitter, deps.log);
  const plan = async () => {
    await deps.marketClock.refresh();
    for (const key of await planDays(deps)) {
      // Nothing is kept of an ended job: its key must be free when it is planned again.
      const ends = { removeOnComplete: true, removeOnFail: true };
      await queue.add("day", { key }, { jobId: key, ...ends });
    }
  };
  return {
    queue,
    loop: { name: "market days", everyMs: PLAN_MS, ofMarket: true, step: plan },
    stop: async () => {
      await worker.close();
      await queue.close();
    },
  };
}

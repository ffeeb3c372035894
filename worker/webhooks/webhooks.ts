/**
 * Webhooks: what happened is queued in the database and delivered over BullMQ, which keeps the time of
 * the next try. The queue may be lost: what is pending for long is put into it again.
 */
import { Queue, Worker } from "bullmq";
import type pg from "pg";
import type { Deps } from "@/lib/server/deps";
import type { AddressPolicy } from "@/lib/server/webhooks/safe-address";
import { connectionOf } from "../jobs/jobs";
import type { Loop } from "../loop";
import { ATTEMPTS_MAX, deliver } from "./deliver";
import { queueMessages } from "./queue-messages";

const QUEUE = "raxx-webhooks";
const CONCURRENCY = 16;
const LOOK_MS = 500;
const SWEEP_MS = 60_000;
const SWEPT_MAX = 500;
const BACKOFF_MS = 10_000;

/** Pending without a try for longer than any backoff: their place in the queue is gone. */
const LOST_SQL = `
  SELECT id FROM webhook_deliveries
  WHERE status = 'pending' AND coalesce(tried_at, created_at) < now() - interval '30 minutes'
  ORDER BY created_at LIMIT ${SWEPT_MAX}`;

interface WebhookOptions {
  readonly redisUrl: string;
  readonly policy?: AddressPolicy;
  /** How long before the second try; each one after waits twice as long. */
  readonly backoffMs?: number;
  readonly queueName?: string;
}

export interface Webhooks {
  readonly loops: readonly Loop[];
  /** Delivers what others have queued in the database. */
  send(ids: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** Starts delivering; the loops are the caller's to run. */
export function startWebhooks(
  deps: Deps,
  pool: pg.Pool,
  {
    redisUrl,
    policy = { loopback: false },
    backoffMs = BACKOFF_MS,
    queueName = QUEUE,
  }: WebhookOptions,
): Webhooks {
  const connection = connectionOf(redisUrl);
  const queue = new Queue(queueName, { connection });
  const worker = new Worker(
    queueName,
    (job) => deliver(deps, pool, { id: String(job.id), policy }),
    { connection, concurrency: CONCURRENCY },
  );
  const warn = (error: Error) => deps.log.warn({ err: error.message }, "webhook queue");
  queue.on("error", warn);
  worker.on("error", warn);
  const send = async (ids: readonly string[]) => {
    const opts = {
      ...{ attempts: ATTEMPTS_MAX, backoff: { type: "exponential", delay: backoffMs } },
      ...{ removeOnComplete: true, removeOnFail: true },
    };
    // A job of the same id that is still there stays as it is.
    if (ids.length > 0) {
      await queue.addBulk(
        ids.map((id) => ({ name: "deliver", data: null, opts: { ...opts, jobId: id } })),
      );
    }
  };
  return {
    send,
    loops: [
      { name: "webhooks", everyMs: LOOK_MS, step: () => tellAll(deps, pool, send) },
      {
        name: "lost webhooks",
        everyMs: SWEEP_MS,
        step: async () => {
          const { rows } = await pool.query<{ id: string }>(LOST_SQL);
          await send(rows.map(({ id }) => id));
        },
      },
    ],
    stop: async () => {
      await worker.close();
      await queue.close();
    },
  };
}

async function tellAll(
  deps: Deps,
  pool: pg.Pool,
  send: (ids: readonly string[]) => Promise<void>,
): Promise<void> {
  for (let more = true; more; ) {
    const ids = await queueMessages(deps, pool);
    await send(ids);
    more = ids.length > 0;
  }
}

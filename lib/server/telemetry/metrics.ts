/**
 * Every figure a process of Raxx shows to Prometheus, by name: what is not here is not measured, and
 * deploy/ (dashboard, alert rules) may name nothing else. Units are in the names; seconds and counts.
 *
 * Next bundles its routes apart from server.ts, so this module may run twice in one process: both share one
 * registry, and each name is made once.
 */
import {
  Counter,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  type Metric,
  Registry,
} from "prom-client";

const holder = globalThis as { raxxMetrics?: Registry };

function newRegistry(): Registry {
  const made = new Registry();
  collectDefaultMetrics({ register: made, prefix: "raxx_" });
  return made;
}

holder.raxxMetrics ??= newRegistry();
export const registry: Registry = holder.raxxMetrics;

const FAST_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

function once<M extends Metric>(name: string, make: () => M): M {
  return (registry.getSingleMetric(name) as M | undefined) ?? make();
}

function counter<L extends string>(name: string, help: string, labelNames: readonly L[]) {
  return once(name, () => new Counter<L>({ name, help, labelNames, registers: [registry] }));
}

function histogram<L extends string>(
  name: string,
  help: string,
  { labelNames, buckets = FAST_S }: { labelNames: readonly L[]; buckets?: number[] },
) {
  const make = () => new Histogram<L>({ name, help, labelNames, buckets, registers: [registry] });
  return once(name, make);
}

export const programSeconds = histogram(
  "raxx_program_request_seconds",
  "Calls of the program API by route, from its first byte to its answer",
  { labelNames: ["method", "route", "status"] },
);
export const pageSeconds = histogram(
  "raxx_page_request_seconds",
  "Everything that Next answers: pages, actions, /api",
  { labelNames: ["method", "status"] },
);
export const doorSeconds = histogram(
  "raxx_door_answer_seconds",
  "Changes of accounts, from the ask to the durable answer",
  { labelNames: ["command", "answer"] },
);
export const doorBatch = histogram("raxx_door_batch_requests", "Requests that share a commit", {
  labelNames: [],
  buckets: [1, 2, 4, 8, 16, 32, 64, 96],
});
export const fills = counter("raxx_fills_total", "Fills committed by this process", []);
export const loopSeconds = histogram("raxx_loop_step_seconds", "Steps of the worker's loops", {
  labelNames: ["loop"],
  buckets: [0.001, 0.01, 0.1, 1, 10],
});
export const loopFailures = counter(
  "raxx_loop_failures_total",
  "Steps of the worker's loops that failed and will be tried again",
  ["loop"],
);
export const jobSeconds = histogram("raxx_job_seconds", "Scheduled jobs by name", {
  labelNames: ["job", "outcome"],
  buckets: [0.01, 0.1, 1, 10, 60],
});
export const lawViolations = counter(
  "raxx_law_violations_total",
  "Accounts found to break a law of the ledger, and frozen",
  ["law"],
);

/** Read when somebody asks, from whoever knows. */
const READINGS = {
  raxx_door_waiting: "Requests that wait for a commit",
  raxx_working_orders: "Orders in the matcher's index by feed",
  raxx_matcher_deciding: "Orders being decided right now",
  raxx_matcher_active: "1 when this process holds the matcher's lease",
  raxx_feed_age_seconds: "Since the market data of a feed last said anything",
  raxx_tail_age_seconds: "Since the log of events was last read to its end",
  raxx_sockets: "Open sockets by kind",
  raxx_market_jobs: "Jobs of market days that are not done, by status",
  raxx_held_accounts: "Accounts whose part of a market day waits for a price",
  raxx_frozen_accounts: "Accounts on hold for a fault",
  raxx_webhook_deliveries_pending: "Webhook deliveries not made yet",
  raxx_queue_jobs: "Jobs in BullMQ by queue and state",
} as const;
export type ReadingName = keyof typeof READINGS;

export interface Reading {
  readonly labels: { readonly [name: string]: string };
  readonly value: number;
}

/** Says where a figure is read. One place a process: a second call for a name takes the first one's. */
export function read(
  name: ReadingName,
  labelNames: readonly string[],
  now: () => Promise<readonly Reading[]> | readonly Reading[],
): void {
  registry.removeSingleMetric(name);
  new Gauge({
    name,
    help: READINGS[name],
    labelNames,
    registers: [registry],
    async collect() {
      const readings = await now();
      this.reset();
      for (const { labels, value } of readings) this.set({ ...labels }, value);
    },
  });
}

/** Every name there can be, for who draws them. */
export function metricNames(): readonly string[] {
  const made = registry.getMetricsAsArray().map(({ name }) => name);
  return [...new Set([...made, ...Object.keys(READINGS)])];
}

/** What the operator page shows: the machinery, and of users nothing but ids of accounts on hold. */
import { z } from "zod";

/** What a worker wrote of itself every ten seconds; kept in Redis for an hour. */
export const HealthSnapshot = z.object({
  atMs: z.number(),
  /** Figures as Prometheus knows them, by name and labels. */
  figures: z.record(z.string(), z.number()),
});
export type HealthSnapshot = z.infer<typeof HealthSnapshot>;

export const HEALTH_SNAPSHOTS_KEY = "raxx:health:snapshots";

export const OperatorRows = z.object({
  jobs: z.array(
    z.object({
      key: z.string(),
      status: z.string(),
      attempts: z.number(),
      accounts: z.number(),
      error: z.string().nullable(),
      due_at: z.string(),
    }),
  ),
  open: z.array(z.object({ status: z.string(), n: z.number(), oldest: z.string() })),
  frozen: z.array(z.object({ id: z.string(), at: z.string(), reason: z.string() })),
  held: z.array(
    z.object({
      job: z.string(),
      id: z.string(),
      outcome: z.string(),
      detail: z.string().nullable(),
      at: z.string(),
    }),
  ),
  leases: z.array(z.object({ partition: z.number(), holder: z.string(), expires_at: z.string() })),
  calendar: z.array(z.object({ date: z.string(), kind: z.string(), reason: z.string() })),
  counts: z.object({ users: z.number(), accounts: z.number(), working: z.number() }),
});

export interface OperatorView extends z.infer<typeof OperatorRows> {
  readonly health: { readonly status: string; readonly checks: Readonly<Record<string, string>> };
  readonly snapshots: readonly HealthSnapshot[];
}

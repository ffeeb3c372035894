/** The webhooks of an account, kept by its owner, and what became of their messages. */

import { queryAsUser } from "../database/with-user";
import type { Caller, Deps } from "../deps";
import { AppError } from "../errors";
import { logHead } from "../events/account-log";
import { isUuid, uuidv7 } from "../ids";

const WEBHOOKS_MAX = 10;
const DELIVERIES_SHOWN = 100;

export const WEBHOOK_KINDS = ["trade_updates", "activities", "notices"] as const;
export type WebhookKind = (typeof WEBHOOK_KINDS)[number];

export interface OwnWebhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly created_at: Date;
}

export interface WebhookDelivery {
  readonly id: string;
  readonly event_id: string;
  readonly kind: string;
  readonly status: string;
  readonly attempts: number;
  readonly response_status: number | null;
  readonly error: string | null;
  readonly created_at: Date;
  readonly tried_at: Date | null;
}

type WebhookDeps = Pick<Deps, "webPool" | "clock">;
interface Wish {
  readonly url: string;
  readonly events: readonly WebhookKind[];
}

const MINE = "user_id = $1 AND account_id = $2 AND deleted_at IS NULL";

/** The account's webhooks, oldest first. */
export function listWebhooks(
  { webPool }: Pick<Deps, "webPool">,
  { userId, accountId }: Caller,
): Promise<readonly OwnWebhook[]> {
  return queryAsUser<OwnWebhook>(webPool, userId, {
    text: `SELECT id, url, events, created_at FROM webhooks WHERE ${MINE} ORDER BY id`,
    values: [userId, accountId],
  });
}

/** Makes one; it tells of what happens from now on. */
export async function createWebhook(
  deps: WebhookDeps,
  caller: Caller,
  { url, events }: Wish,
): Promise<OwnWebhook> {
  const { version } = await logHead(deps, caller);
  const [row] = await queryAsUser<OwnWebhook>(deps.webPool, caller.userId, {
    text: `INSERT INTO webhooks (id, user_id, account_id, url, events, told_version)
      SELECT $3, $1, $2, $4, $5, $6 WHERE (SELECT count(*) FROM webhooks WHERE ${MINE}) < ${WEBHOOKS_MAX}
      RETURNING id, url, events, created_at`,
    values: [
      ...[caller.userId, caller.accountId, uuidv7(deps.clock.nowMs())],
      ...[url, events, version],
    ],
  });
  if (row !== undefined) return row;
  throw new AppError("conflict", `an account has at most ${WEBHOOKS_MAX} webhooks`);
}

/** Changes what is said of it; null for one that is not the caller's or does not exist. */
export function changeWebhook(
  deps: WebhookDeps,
  caller: Caller,
  { id, url, events }: Partial<Wish> & { readonly id: string },
): Promise<OwnWebhook | null> {
  return one(deps, caller, id, {
    text: `UPDATE webhooks SET url = coalesce($4, url), events = coalesce($5, events)
      WHERE ${MINE} AND id = $3 RETURNING id, url, events, created_at`,
    values: [url ?? null, events ?? null],
  });
}

/** One webhook. */
export function findWebhook(
  deps: WebhookDeps,
  caller: Caller,
  id: string,
): Promise<OwnWebhook | null> {
  const text = `SELECT id, url, events, created_at FROM webhooks WHERE ${MINE} AND id = $3`;
  return one(deps, caller, id, { text, values: [] });
}

/** Ends it: what was not delivered is not any more. */
export function deleteWebhook(
  deps: WebhookDeps,
  caller: Caller,
  id: string,
): Promise<OwnWebhook | null> {
  return one(deps, caller, id, {
    text: `UPDATE webhooks SET deleted_at = $4 WHERE ${MINE} AND id = $3
      RETURNING id, url, events, created_at`,
    values: [new Date(deps.clock.nowMs())],
  });
}

/** How its newest messages went. */
export function listDeliveries(
  { webPool }: WebhookDeps,
  { userId }: Caller,
  webhookId: string,
): Promise<readonly WebhookDelivery[]> {
  return queryAsUser<WebhookDelivery>(webPool, userId, {
    text: `SELECT id, event_id, kind, status, attempts, response_status, error, created_at, tried_at
      FROM webhook_deliveries WHERE user_id = $1 AND webhook_id = $2
      ORDER BY id DESC LIMIT ${DELIVERIES_SHOWN}`,
    values: [userId, webhookId],
  });
}

async function one(
  { webPool }: WebhookDeps,
  { userId, accountId }: Caller,
  id: string,
  { text, values }: { readonly text: string; readonly values: readonly unknown[] },
): Promise<OwnWebhook | null> {
  if (!isUuid(id)) return null;
  const [row] = await queryAsUser<OwnWebhook>(webPool, userId, {
    text,
    values: [userId, accountId, id, ...values],
  });
  return row ?? null;
}

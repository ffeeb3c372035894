/**
 * Turns what happened to an account since a webhook was told last into deliveries. The deliveries and
 * how far it was told are one transaction, so that a message is queued once, whoever else tries and
 * whenever this process dies.
 */
import type pg from "pg";
import { FEED_SQL } from "@/lib/server/data/feed-of";
import type { Caller, Deps, Tier } from "@/lib/server/deps";
import { AccountLog } from "@/lib/server/events/account-log";
import { activityMessages, type EventMessages, tradeMessages } from "@/lib/server/events/messages";
import { readActivities } from "@/lib/server/events/read-activities";
import { uuidv7 } from "@/lib/server/ids";
import type { WebhookKind } from "@/lib/server/webhooks/own-webhooks";
import type { FeedKind } from "@/lib/wire/raxx/desk";

const WEBHOOKS_MAX = 100;

interface DueRow {
  id: string;
  user_id: string;
  account_id: string;
  events: string[];
  told_version: string;
  tier: Tier;
  feed: FeedKind;
}

/** Webhooks whose account has moved on, those told longest ago first. */
const DUE_SQL = `
  SELECT w.id, w.user_id, w.account_id, w.events, w.told_version, u.tier, ${FEED_SQL} AS feed
  FROM webhooks w JOIN mbt_accounts a ON a.id = w.account_id JOIN users u ON u.id = w.user_id
  WHERE w.deleted_at IS NULL AND a.version > w.told_version
  ORDER BY w.told_version LIMIT ${WEBHOOKS_MAX}`;

interface Message {
  readonly id: string;
  readonly eventId: string;
  readonly kind: WebhookKind;
  readonly payload: string;
}

type QueueDeps = Pick<Deps, "webPool" | "catalog" | "clock">;

/** Queues what is due; answers the ids of the new deliveries. */
export async function queueMessages(deps: QueueDeps, pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<DueRow>(DUE_SQL);
  const ids: string[] = [];
  for (const row of rows) ids.push(...(await queueFor(deps, pool, row)));
  return ids;
}

async function queueFor(deps: QueueDeps, pool: pg.Pool, row: DueRow): Promise<readonly string[]> {
  const caller: Caller = {
    ...{ userId: row.user_id, accountId: row.account_id },
    ...{ tier: row.tier, feed: row.feed },
  };
  const from = Number(row.told_version);
  const log = await AccountLog.after(deps, caller, from);
  const { items } = await log.read();
  const to = items.at(-1)?.after.version;
  if (to === undefined) return [];
  const updates = await Promise.all(items.map((item) => tradeMessages(deps, item)));
  const activities = (await readActivities(deps, caller, from)).items
    .filter(({ version }) => version <= to)
    .map(activityMessages);
  const messages = [
    ...writtenAs("trade_updates", updates, row, deps),
    ...writtenAs("activities", activities, row, deps),
  ];
  return (await store(pool, row, { to, messages })) ? messages.map(({ id }) => id) : [];
}

function writtenAs(
  kind: WebhookKind,
  events: readonly EventMessages[],
  { events: wanted, account_id }: DueRow,
  { clock }: Pick<Deps, "clock">,
): readonly Message[] {
  if (!wanted.includes(kind)) return [];
  return events.flatMap(({ messages }) =>
    messages.map(({ id: eventId, data }) => ({
      id: uuidv7(clock.nowMs()),
      eventId,
      kind,
      payload: JSON.stringify({ type: kind, event_id: eventId, account_id, simulated: true, data }),
    })),
  );
}

async function store(
  pool: pg.Pool,
  { id, told_version }: DueRow,
  { to, messages }: { readonly to: number; readonly messages: readonly Message[] },
): Promise<boolean> {
  const { rows } = await pool.query<{ queued: boolean }>(
    "SELECT queue_webhook_deliveries($1, $2, $3, $4, $5, $6, $7) AS queued",
    [
      ...[id, told_version, to, messages.map((message) => message.id)],
      ...[messages.map(({ eventId }) => eventId), messages.map(({ kind }) => kind)],
      messages.map(({ payload }) => payload),
    ],
  );
  return rows[0]?.queued ?? false;
}

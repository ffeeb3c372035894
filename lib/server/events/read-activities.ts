/** Activities by the version of the event that made them, over all epochs: what a stream of them reads. */
import type { ActivityFacts } from "@/lib/wire/alpaca/activity";
import { ACTIVITY_COLUMNS, type ActivityRow, toActivity } from "../accounts/list-activities";
import { queryAsUser } from "../database/with-user";
import type { Caller, Deps } from "../deps";
import type { Batch } from "./follow-account";

const VERSIONS_MAX = 200;

/** All activities of one event. */
export interface EventActivities {
  readonly version: number;
  readonly eventMs: number;
  readonly activities: readonly ActivityFacts[];
}

const SQL = `
  SELECT ${ACTIVITY_COLUMNS.select}, e.event_ms
  FROM ${ACTIVITY_COLUMNS.from}
  JOIN mbt_events e ON e.account_id = v.account_id AND e.version = v.version
  WHERE v.account_id = $1 AND v.version IN (
    SELECT DISTINCT version FROM mbt_activities WHERE account_id = $1 AND version > $2
    ORDER BY version LIMIT ${VERSIONS_MAX})
  ORDER BY v.version, v.id COLLATE "C"`;

/** Reads the next events that made any. */
export async function readActivities(
  deps: Pick<Deps, "webPool">,
  caller: Caller,
  afterVersion: number,
): Promise<Batch<EventActivities>> {
  const rows = await queryAsUser<ActivityRow & { event_ms: string }>(deps.webPool, caller.userId, {
    text: SQL,
    values: [caller.accountId, afterVersion],
  });
  const items = new Map<string, EventActivities & { activities: ActivityFacts[] }>();
  for (const row of rows) {
    const { version } = row;
    const item = items.get(version) ?? {
      version: Number(version),
      eventMs: Number(row.event_ms),
      activities: [],
    };
    items.set(version, item);
    item.activities.push(toActivity(row, caller.accountId));
  }
  return { items: [...items.values()], full: items.size === VERSIONS_MAX };
}

/**
 * GET /v2/events/trades and /v2beta1/events/activities (alpaca-wire.md §1.4 and §4.1): what the trade
 * stream tells, and every activity, as server-sent events that resume.
 *
 * Options that expire or are exercised or assigned are activities: they are on the second stream and
 * on no other of Alpaca's (§2.11, decisions 22).
 */
import { orderAfter } from "@/lib/engine/account/evolve";
import { executionIdOf } from "@/lib/server/commit/project";
import { AccountLog } from "@/lib/server/events/account-log";
import { type EventActivities, readActivities } from "@/lib/server/events/read-activities";
import { assetIdsOf } from "@/lib/server/market/asset-ids";
import { alpacaActivity } from "@/lib/wire/alpaca/activity";
import { messageIds } from "@/lib/wire/alpaca/event-id";
import { type CommittedEvent, tradeUpdatesOf } from "@/lib/wire/alpaca/trade-update";
import type { Call, Handler } from "../call";
import { eventRangeOf } from "../event-range";
import { type EventMessages, eventStream } from "../event-stream";

/** Streams the account's trade updates. */
export const streamTrades: Handler = async (call) => {
  const range = await eventRangeOf(call);
  const log = await AccountLog.after(call.deps, call.caller, range.afterVersion);
  return eventStream(call, range, async () => {
    const { items, full } = await log.read();
    return { items: await Promise.all(items.map((item) => tradeMessages(call, item))), full };
  });
};

/** Streams the account's activities. */
export const streamActivities: Handler = async (call) => {
  const range = await eventRangeOf(call);
  let cursor = range.afterVersion;
  return eventStream(call, range, async () => {
    const { items, full } = await readActivities(call.deps, call.caller, cursor);
    cursor = items.at(-1)?.version ?? cursor;
    return { items: items.map(activityMessages), full };
  });
};

async function tradeMessages({ deps }: Call, committed: CommittedEvent): Promise<EventMessages> {
  const { before, event, after, eventMs } = committed;
  const legs = orderAfter(before, event)?.legs ?? [];
  const assetIdOf = await assetIdsOf(
    deps,
    legs.map(({ instrument }) => instrument.symbol),
  );
  const updates = tradeUpdatesOf(committed, { assetIdOf, executionIdOf });
  const ids = messageIds({ eventMs, version: after.version }, updates.length);
  return {
    version: after.version,
    atMs: event.atMs,
    messages: ids.flatMap((id, index) => ({ id, data: { ...updates[index], event_id: id } })),
  };
}

function activityMessages({ version, eventMs, activities }: EventActivities): EventMessages {
  const ids = messageIds({ eventMs, version }, activities.length);
  return {
    version,
    atMs: activities[0]?.atMs ?? 0,
    messages: activities.map((activity, index) => {
      const id = ids[index] ?? "";
      return { id, data: { ...alpacaActivity(activity), event_id: id } };
    }),
  };
}

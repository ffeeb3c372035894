/**
 * GET /v2/events/trades and /v2beta1/events/activities (alpaca-wire.md §1.4 and §4.1): what the trade
 * stream tells, and every activity, as server-sent events that resume.
 *
 * Options that expire or are exercised or assigned are activities: they are on the second stream and
 * on no other of Alpaca's (§2.11, decisions 22).
 */
import { AccountLog } from "@/lib/server/events/account-log";
import { activityMessages, tradeMessages } from "@/lib/server/events/messages";
import { readActivities } from "@/lib/server/events/read-activities";
import type { Handler } from "../call";
import { eventRangeOf } from "../event-range";
import { eventStream } from "../event-stream";

/** Streams the account's trade updates. */
export const streamTrades: Handler = async (call) => {
  const range = await eventRangeOf(call);
  const log = await AccountLog.after(call.deps, call.caller, range.afterVersion);
  return eventStream(call, range, async () => {
    const { items, full } = await log.read();
    return { items: await Promise.all(items.map((item) => tradeMessages(call.deps, item))), full };
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

/** GET /v2/account/activities and …/{activity_type} (alpaca-wire.md §1.4): fills, funding, and what no order made. */
import { addDays, instantOf as newYorkInstantOf } from "@/lib/engine/calendar/new-york";
import { type ActivityFilter, listActivities } from "@/lib/server/accounts/list-activities";
import { isUuid } from "@/lib/server/ids";
import { alpacaActivity, NON_TRADE_TYPES } from "@/lib/wire/alpaca/activity";
import { ACTIVITY_TYPES } from "@/lib/wire/alpaca/activity-body";
import { type Call, type Handler, ok, refuseField } from "../call";
import { choiceOf, dateOf, given, instantOf, optionalChoiceOf, wholeOf, wordsOf } from "./query";

const PAGE_MAX = 100;
/** One day is answered whole (§1.4); this only bounds what one answer may hold. */
const DAY_MAX = 50_000;
const TRADE_TYPES = ["FILL"];
const ACTIVITY_ID = /^[0-9]{17}::[0-9a-f-]{36}$/;

/** Lists the account's activities. */
export const getActivities: Handler = async (call) => {
  const activities = await listActivities(call.deps, call.caller, filterOf(call));
  return ok(activities.map(alpacaActivity));
};

function filterOf({ query, params }: Call): ActivityFilter {
  const date = dateOf(query, "date");
  const size = wholeOf(query, "page_size", { byDefault: PAGE_MAX, min: 1, max: PAGE_MAX });
  const asked = given(query, "page_size") !== null;
  const bounds =
    date === null
      ? { fromMs: instantOf(query, "after"), untilMs: instantOf(query, "until") }
      : { fromMs: newYorkInstantOf(date, 0), untilMs: newYorkInstantOf(addDays(date, 1), 0) };
  return {
    ...bounds,
    types: typesOf(query, params.type),
    orderId: orderIdOf(query),
    direction: choiceOf(query, "direction", ["desc", "asc"]),
    limit: date === null || asked ? size : DAY_MAX,
    afterId: pageTokenOf(query),
  };
}

function typesOf(query: URLSearchParams, type: string | undefined): readonly string[] {
  if (type !== undefined) return isUnknown(type) ? refuseType(type) : [type];
  const types = wordsOf(query, "activity_types");
  const category = optionalChoiceOf(query, "category", ["trade_activity", "non_trade_activity"]);
  if (category !== null && types.length > 0) {
    return refuseField("only one of activity_types or category is accepted");
  }
  const unknown = types.find(isUnknown);
  if (unknown !== undefined) return refuseType(unknown);
  if (category === null) return types;
  return category === "trade_activity" ? TRADE_TYPES : NON_TRADE_TYPES;
}

function refuseType(type: string): never {
  return refuseField(`invalid activity type: ${type.slice(0, 16)}`);
}

function isUnknown(type: string): boolean {
  return !ACTIVITY_TYPES.includes(type);
}

function orderIdOf(query: URLSearchParams): string | null {
  const text = given(query, "order_id");
  if (text === null) return null;
  return isUuid(text) ? text : refuseField("invalid order_id");
}

function pageTokenOf(query: URLSearchParams): string | null {
  const text = given(query, "page_token");
  if (text === null) return null;
  return ACTIVITY_ID.test(text) ? text : refuseField("invalid page_token");
}

/** The desk of an account: everything its first paint and each later change needs. */
import { parseCanonical } from "@/lib/engine/canonical";
import type { OrderFilled } from "@/lib/engine/event/event";
import { encodeEventId } from "@/lib/wire/alpaca/event-id";
import type { DeskView } from "@/lib/wire/raxx/desk";
import { readAccount } from "../accounts/read-account";
import { queryAsUser } from "../database/with-user";
import type { Caller, Deps } from "../deps";
import { listOrders } from "../trading/find-orders";
import { accountView } from "./account-view";
import { fillView } from "./fill-view";
import { orderView } from "./order-view";
import { positionGroups } from "./position-view";
import { clockView, feedLabel } from "./quote-view";

const ORDERS_SHOWN = 50;
const FILLS_SHOWN = 30;

const FILLS_SQL = `
  SELECT payload FROM mbt_events WHERE account_id = $1 AND type = 'order_filled'
  ORDER BY version DESC LIMIT ${FILLS_SHOWN}`;
const HEAD_SQL = "SELECT last_event_ms, version FROM mbt_accounts WHERE id = $1";

/** Loads the whole desk of the caller. */
export async function loadDesk(deps: Deps, caller: Caller): Promise<DeskView> {
  // The head first: what is read after it is at least as new, so a stream resumed from it misses nothing.
  const [head] = await queryAsUser<{ last_event_ms: string; version: string }>(
    deps.webPool,
    caller.userId,
    { text: HEAD_SQL, values: [caller.accountId] },
  );
  const [reading, orders, fills] = await Promise.all([
    readAccount(deps, caller),
    listOrders(deps, caller, {
      status: "all",
      limit: ORDERS_SHOWN,
      afterMs: null,
      untilMs: null,
      direction: "desc",
      symbols: [],
      side: null,
    }),
    queryAsUser<{ payload: string }>(deps.webPool, caller.userId, {
      text: FILLS_SQL,
      values: [caller.accountId],
    }),
  ]);
  const { state, market } = reading;
  return {
    clock: clockView(feedLabel(deps.marketClock.market, caller.feed), market),
    account: accountView(reading),
    orders: orders.map((order) => orderView(order, state, market)),
    positions: positionGroups(state, market),
    fills: fills.map(({ payload }) => fillView(parseCanonical<OrderFilled>(payload))),
    eventId: encodeEventId({
      eventMs: Number(head?.last_event_ms ?? 0),
      version: Number(head?.version ?? 0),
    }),
  };
}

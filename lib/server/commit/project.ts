/**
 * Projections of one event as rows. Pure, so that `verify` can rebuild every table from the events
 * and compare. Rows are JSON-ready: big integers as text, instants as ISO text.
 */
import type { AccountState, Position } from "@/lib/engine/account/account-state";
import { orderAfter, postingsOf } from "@/lib/engine/account/evolve";
import { canonicalize } from "@/lib/engine/canonical";
import type { AccountEvent, OrderFilled } from "@/lib/engine/event/event";
import { multiplierOf } from "@/lib/engine/instrument/instrument";
import { micros, notional, ZERO_MICROS, ZERO_NANOS } from "@/lib/engine/money";
import { isTerminal, type Order, signedNanos } from "@/lib/engine/order/order";
import { limitOf } from "@/lib/engine/order/terms";
import { isoTime } from "../clock";
import { uuidv5 } from "../ids";
import { actionActivities, dividendActivity } from "./action-activities";
import { type NonTradeActivity, nonTradeActivities } from "./non-trade-activities";
import { extraText } from "./order-extra";

export type Row = { readonly [column: string]: string | number | boolean | null };

export interface Rows {
  readonly orders: Row[];
  readonly legs: Row[];
  readonly fills: Row[];
  readonly positions: Row[];
  readonly ledger: Row[];
  readonly activities: Row[];
}

/** An empty set of rows to collect into. */
export function emptyRows(): Rows {
  return { orders: [], legs: [], fills: [], positions: [], ledger: [], activities: [] };
}

/** Appends what an event does to the tables. `after` is the state it led to. */
export function projectEvent(
  rows: Rows,
  { before, event, after }: { before: AccountState; event: AccountEvent; after: AccountState },
): void {
  const order = orderAfter(before, event);
  if (order !== null) {
    rows.orders.push(orderRow(after, order));
    rows.legs.push(...legRows(after, order));
  } else if (event.type === "order_rested") {
    const rested = after.orders.get(event.orderId);
    if (rested !== undefined) {
      rows.orders.push(orderRow(after, rested));
      rows.legs.push(...legRows(after, rested));
    }
  }
  rows.ledger.push(...ledgerRows(before, event, after));
  if (event.type === "order_filled") projectFill(rows, event, after);
  if (event.type !== "order_filled") rows.positions.push(...changedPositions(before, after));
  rows.activities.push(...nonTradeRows(event, after));
  if (event.type === "account_opened") rows.activities.push(fundingRow(event, after));
  if (event.type === "account_baselined") projectWhole(rows, after);
}

/** What a purge leaves is what still works and is still held: the rest went with its events. */
function projectWhole(rows: Rows, state: AccountState): void {
  for (const order of state.orders.values()) {
    rows.orders.push(orderRow(state, order));
    rows.legs.push(...legRows(state, order));
  }
  for (const position of state.positions.values())
    rows.positions.push(positionRow(state, position));
}

function orderRow(state: AccountState, order: Order): Row {
  return {
    id: order.id,
    account_id: state.id,
    epoch: state.epoch,
    client_order_id: order.clientOrderId,
    order_class: order.orderClass,
    type: order.terms.type,
    time_in_force: order.timeInForce,
    status: order.status,
    working: !isTerminal(order.status),
    qty_nanos: String(order.qtyNanos),
    filled_nanos: String(order.filledNanos),
    fills: order.fills,
    rested: order.rested,
    limit_micros: textOrNull(limitOf(order.terms)),
    reserved_micros: String(order.reservedMicros),
    submitted_at: isoTime(order.submittedAtMs),
    updated_at: isoTime(order.updatedAtMs),
    expires_at: order.expiresAtMs === null ? null : isoTime(order.expiresAtMs),
    closed_at: order.closedAtMs === null ? null : isoTime(order.closedAtMs),
    close_reason: order.closeReason,
    extra: extraText(order),
    group_id: order.group?.id ?? null,
    ...legInRow(order),
  };
}

/** The one leg of an order that is not multi-leg lives in the order's row. */
function legInRow(order: Order): Row {
  const leg = order.orderClass === "mleg" ? undefined : order.legs[0];
  if (leg === undefined) {
    return { symbol: null, instrument: null, side: null, intent: null, filled_value_micros: null };
  }
  return {
    symbol: leg.instrument.symbol,
    instrument: canonicalize(leg.instrument),
    side: leg.side,
    intent: leg.intent,
    filled_value_micros: String(leg.filledValueMicros),
  };
}

function legRows(state: AccountState, order: Order): Row[] {
  if (order.orderClass !== "mleg") return [];
  return order.legs.map((leg, index) => ({
    order_id: order.id,
    leg: index,
    account_id: state.id,
    id: leg.id,
    client_order_id: leg.clientOrderId,
    symbol: leg.instrument.symbol,
    instrument: canonicalize(leg.instrument),
    side: leg.side,
    ratio: leg.ratio,
    intent: leg.intent,
    filled_nanos: String(leg.filledNanos),
    filled_value_micros: String(leg.filledValueMicros),
  }));
}

function projectFill(rows: Rows, event: OrderFilled, after: AccountState): void {
  for (const leg of event.legs) {
    const { symbol } = leg.instrument;
    const position = after.positions.get(symbol);
    const qtyAfter = position?.qtyNanos ?? ZERO_NANOS;
    const id = fillLegId(event, leg.leg);
    const trade = {
      account_id: after.id,
      epoch: after.epoch,
      symbol,
      side: leg.side,
      qty_nanos: String(leg.qtyNanos),
      price_micros: String(leg.priceMicros),
      order_id: event.orderId,
      version: after.version,
      at: isoTime(event.atMs),
    };
    const { fillNumber: fill_number } = event;
    rows.fills.push({
      id,
      fill_number,
      leg: leg.leg,
      position_after_nanos: String(qtyAfter),
      ...trade,
    });
    const { instrument } = leg;
    const flat = { symbol, instrument, qtyNanos: ZERO_NANOS, costMicros: ZERO_MICROS };
    rows.positions.push(
      positionRow(after, position === undefined ? flat : { ...position, instrument }),
    );
    const net = notional(
      leg.priceMicros,
      signedNanos(leg.side, leg.qtyNanos),
      multiplierOf(leg.instrument),
    );
    const activity = {
      id: activityId(event.atMs, id),
      type: "FILL",
      net_micros: String(micros(-net)),
    };
    rows.activities.push({ ...trade, ...activity });
  }
}

/** Positions that an event other than a fill changed or ended; a new epoch begins with none. */
function changedPositions(before: AccountState, after: AccountState): Row[] {
  if (before.positions === after.positions || before.epoch !== after.epoch) return [];
  const ended = [...before.positions.values()]
    .filter(({ symbol }) => !after.positions.has(symbol))
    .map((position) => ({ ...position, qtyNanos: ZERO_NANOS, costMicros: ZERO_MICROS }));
  const changed = [...after.positions.values()].filter(
    (position) => before.positions.get(position.symbol) !== position,
  );
  return [...changed, ...ended].map((position) => positionRow(after, position));
}

function positionRow(state: AccountState, position: Position): Row {
  return {
    account_id: state.id,
    epoch: state.epoch,
    symbol: position.symbol,
    instrument: canonicalize(position.instrument),
    qty_nanos: String(position.qtyNanos),
    cost_micros: String(position.costMicros),
  };
}

function activitiesOf(event: AccountEvent): readonly NonTradeActivity[] {
  if (event.type === "corporate_action_applied") return actionActivities(event);
  return event.type === "dividend_paid" ? [dividendActivity(event)] : nonTradeActivities(event);
}

/** What no order made: corporate actions, exercise, assignment, expiry and the stock they bring. */
function nonTradeRows(event: AccountEvent, after: AccountState): Row[] {
  return activitiesOf(event).map((activity, index) => ({
    id: activityId(event.atMs, uuidv5(`${after.id}:${after.version}:${index}`)),
    account_id: after.id,
    epoch: after.epoch,
    type: activity.type,
    version: after.version,
    symbol: activity.symbol,
    side: null,
    qty_nanos: textOrNull(activity.qtyNanos),
    price_micros: textOrNull(activity.priceMicros),
    net_micros: String(activity.netMicros),
    order_id: null,
    at: isoTime(event.atMs),
  }));
}

function ledgerRows(before: AccountState, event: AccountEvent, after: AccountState): Row[] {
  return postingsOf(before, event).map((posting, leg) => ({
    account_id: after.id,
    version: after.version,
    leg,
    epoch: after.epoch,
    ledger_account: posting.account,
    amount_micros: String(posting.amountMicros),
    at: isoTime(event.atMs),
  }));
}

/** The deposit an epoch opens with, as Alpaca shows the funding of a paper account. */
function fundingRow(event: AccountEvent & { type: "account_opened" }, after: AccountState): Row {
  return {
    id: activityId(event.atMs, uuidv5(`${after.id}:${after.epoch}:funding`)),
    account_id: after.id,
    epoch: after.epoch,
    type: "JNLC",
    version: after.version,
    symbol: null,
    side: null,
    qty_nanos: null,
    price_micros: null,
    net_micros: String(event.startingCashMicros),
    order_id: null,
    at: isoTime(event.atMs),
  };
}

/** The execution id of one leg of a fill. */
function fillLegId(event: Pick<OrderFilled, "orderId" | "fillNumber">, leg: number): string {
  return uuidv5(`${event.orderId}:${event.fillNumber}:${leg}`);
}

/** The id of a fill as a whole: what the fill card and the parent's execution are known by. */
export function fillId(event: Pick<OrderFilled, "orderId" | "fillNumber">): string {
  return uuidv5(`${event.orderId}:${event.fillNumber}`);
}

/** What an execution is known by on the streams: a fill as a whole, or one leg of it. */
export function executionIdOf(fill: OrderFilled, leg: number | null): string {
  return leg === null ? fillId(fill) : fillLegId(fill, leg);
}

/** `YYYYMMDDHHMMSSmmm::uuid`, which sorts by time (alpaca-wire.md §1.4). */
function activityId(atMs: number, id: string): string {
  return `${isoTime(atMs).replace(/[^0-9]/g, "")}::${id}`;
}

function textOrNull(value: bigint | null): string | null {
  return value === null ? null : String(value);
}

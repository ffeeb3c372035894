/**
 * The `data` objects of trade_updates that an event of an account amounts to (alpaca-wire.md §4.1).
 *
 * One event may be two updates: an order accepted in session is pending_new and then new. Each
 * carries the order as it is after it, and the event id a reader resumes from.
 */
import { type AccountState, heldQuantity } from "@/lib/engine/account/account-state";
import { orderAfter } from "@/lib/engine/account/evolve";
import { formatUtc } from "@/lib/engine/calendar/new-york";
import { formatDollars, formatQuantity } from "@/lib/engine/decimal";
import type { AccountEvent, OrderFilled } from "@/lib/engine/event/event";
import type { Order } from "@/lib/engine/order/order";
import type { AssetIdOf } from "./asset-id";
import { encodeEventId } from "./event-id";
import { type AlpacaOrder, type AlpacaStatus, alpacaOrder } from "./order";

type TradeEvent =
  | "accepted"
  | "pending_new"
  | "new"
  | "fill"
  | "partial_fill"
  | "pending_cancel"
  | "pending_replace"
  | "canceled"
  | "expired"
  | "held"
  | "replaced"
  | "rejected";

interface LegExecution {
  readonly execution_id: string;
  readonly qty: string;
  readonly price: string;
  readonly order_id: string;
  readonly symbol: string;
  readonly timestamp: string;
}

interface Execution {
  readonly execution_id: string;
  /** Of this execution; the signed net per unit of a multi-leg order. */
  readonly price: string;
  readonly qty: string;
  /** Signed position after; of the first leg for a multi-leg order. */
  readonly position_qty: string;
  readonly position_qtys?: { readonly [symbol: string]: string };
  readonly legs?: readonly LegExecution[];
}

export interface TradeUpdate extends Partial<Execution> {
  readonly event: TradeEvent;
  readonly event_id: string;
  readonly at: string;
  readonly timestamp: string;
  readonly order: AlpacaOrder;
}

/** One committed event with the states around it. */
export interface CommittedEvent {
  readonly before: AccountState;
  readonly event: AccountEvent;
  /** Its version is the event's number. */
  readonly after: AccountState;
  /** Time half of the public event id. */
  readonly eventMs: number;
}

export interface TradeUpdateContext {
  readonly assetIdOf: AssetIdOf;
  /** The id of a fill, or of one leg of it: derived, so that a replay tells the same ids. */
  readonly executionIdOf: (fill: OrderFilled, leg: number | null) => string;
}

/** The updates of an event, in order; none for events that change no order a client sees. */
export function tradeUpdatesOf(
  committed: CommittedEvent,
  context: TradeUpdateContext,
): readonly TradeUpdate[] {
  const { event } = committed;
  const order = orderAfter(committed.before, event);
  if (order === null) return [];
  const before = committed.before.orders.get(order.id);
  const tell = { committed, context };
  const update = (name: TradeEvent, status: AlpacaStatus, execution: Partial<Execution> = {}) =>
    updateOf(tell, name, { order, status, execution });
  /** A state that Alpaca passes through and our orders never rest in: the order as it was until then. */
  const passing = (name: "pending_cancel" | "pending_replace") =>
    before === undefined ? [] : [updateOf(tell, name, { order: before, status: name })];
  switch (event.type) {
    case "order_accepted":
      return arrivalsOf(order).map((name) => update(name, arrivalStatus(order, name)));
    case "order_filled": {
      const name = order.status === "filled" ? "fill" : "partial_fill";
      return [update(name, order.status, executionOf(committed.after, event, order, context))];
    }
    case "order_canceled":
      return event.reason === "requested"
        ? [...passing("pending_cancel"), update("canceled", order.status)]
        : [update("canceled", order.status)];
    case "order_expired":
      return [update("expired", order.status)];
    case "order_rejected":
      return [update("rejected", order.status)];
    case "order_replaced":
      return [...passing("pending_replace"), update("replaced", order.status)];
    case "order_opened":
      return [update("new", order.status)];
    case "order_triggered":
    case "order_released":
      // The stop-loss of a bracket is held until it is set off: that it may be now is no news.
      return before?.status === order.status ? [] : [update("new", order.status)];
    case "order_trailed":
    case "order_resized":
    case "order_rested":
    // Restatements are told by Alpaca's broker stream alone (alpaca-wire.md §4.1).
    case "order_adjusted":
    case "corporate_action_applied":
    case "corporate_action_held":
    case "dividend_receivable":
    case "dividend_paid":
    case "queue_moved":
    case "account_opened":
    case "account_frozen":
    case "margin_called":
    case "margin_call_met":
    case "margin_liquidated":
    case "settings_changed":
    // None of these is on the trade stream (§2.11): they show as activities.
    case "option_exercised":
    case "option_assigned":
    case "option_expired":
    case "option_expiry_held":
    case "do_not_exercise_instructed":
    case "option_settings_changed":
    case "assignments_drawn":
    case "interest_accrued":
    case "interest_posted":
    case "snapshot_taken":
    case "epoch_closed":
    case "account_baselined":
      return [];
  }
}

function updateOf(
  { committed, context }: { committed: CommittedEvent; context: TradeUpdateContext },
  event: TradeEvent,
  told: { order: Order; status: AlpacaStatus; execution?: Partial<Execution> },
): TradeUpdate {
  const { event: of, eventMs, after } = committed;
  const { order, status, execution } = told;
  return {
    event,
    event_id: encodeEventId({ eventMs, version: after.version }),
    at: formatUtc(of.atMs),
    timestamp: formatUtc(of.atMs),
    ...execution,
    order: alpacaOrder(order, { assetIdOf: context.assetIdOf, status }),
  };
}

type Arrival = "pending_new" | "new" | "accepted" | "held";

/**
 * In session an order passes pending_new to new; out of it, it is accepted and waits (§1.15). One that
 * takes another's place is new at once, with what that one had filled (§4.1).
 */
function arrivalsOf({ status, replaces }: Order): readonly Arrival[] {
  if (status === "held") return ["held"];
  if (status === "accepted") return ["accepted"];
  return replaces === undefined ? ["pending_new", "new"] : ["new"];
}

function arrivalStatus({ status }: Order, name: Arrival): AlpacaStatus {
  return name === "pending_new" ? name : status;
}

function executionOf(
  after: AccountState,
  fill: OrderFilled,
  order: Order,
  { executionIdOf }: TradeUpdateContext,
): Execution {
  const simple = order.orderClass === "simple";
  const positions = fill.legs.map(({ instrument: { symbol } }) => {
    return [symbol, formatQuantity(heldQuantity(after, symbol))] as const;
  });
  const execution = {
    // A simple fill is known by its only leg, as its activity is.
    execution_id: executionIdOf(fill, simple ? 0 : null),
    price: formatDollars(fill.priceMicros),
    qty: formatQuantity(fill.qtyNanos),
    position_qty: positions[0]?.[1] ?? "0",
  };
  if (simple) return execution;
  const legs = fill.legs.map((leg) => ({
    execution_id: executionIdOf(fill, leg.leg),
    qty: formatQuantity(leg.qtyNanos),
    price: formatDollars(leg.priceMicros),
    order_id: order.legs[leg.leg]?.id ?? order.id,
    symbol: leg.instrument.symbol,
    timestamp: formatUtc(fill.atMs),
  }));
  return { ...execution, position_qtys: Object.fromEntries(positions), legs };
}

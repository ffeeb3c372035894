import type { AccountState } from "../account/account-state";
import { marksAfterTrade } from "../action/action-marks";
import { invariant, present } from "../assert";
import { applyTrade, type TradeResult } from "../ledger/apply-trade";
import { bookTrades, openedBy, tradePostings } from "../ledger/book-trades";
import { balanced } from "../ledger/posting";
import type { LifecycleState } from "../lifecycle/lifecycle-state";
import { afterTradeMoney } from "../lifecycle/settlement";
import { type Consumptions, takePrints, takeTouch } from "../market/consumption";
import { touchOf } from "../market/quote";
import { PROFILES } from "../match/profile/profiles";
import { type Micros, micros, nanos, notional, prorate, sumMicros, ZERO_MICROS } from "../money";
import type { Order, OrderLeg } from "../order/order";
import { moveStatus } from "../order/status";
import type { EventOf, FillLeg } from "./event";
import type { EventRule } from "./event-rule";
import { withOrder, workingOrder } from "./with-order";

type Filled = EventOf<"order_filled">;

export const orderFilled: EventRule<"order_filled"> = {
  apply(state, event) {
    const order = orderAfterFill(workingOrder(state, event.orderId), event);
    const results = tradeResults(state, event);
    const feesMicros = totalFees(event);
    const booked = bookTrades(state, results);
    return {
      ...withOrder(state, order),
      ...booked,
      cashMicros: micros(booked.cashMicros - feesMicros),
      lifecycle: lifeAfterFill(state, event, results),
      consumed: consumedAfter(state, event),
      actionMarks: marksAfterTrade(
        state,
        event.legs.map((leg) => leg.instrument),
        event.atMs,
      ),
    };
  },
  postings(state, event) {
    const trades = tradeResults(state, event).flatMap(tradePostings);
    const fees = totalFees(event);
    return balanced([
      ...trades,
      { account: "fees", amountMicros: fees },
      { account: "cash", amountMicros: micros(-fees) },
    ]);
  },
  orderAfter: (state, event) => orderAfterFill(workingOrder(state, event.orderId), event),
};

/** The trades of a fill applied in leg order; legs are distinct series, so none sees another's result. */
function tradeResults(state: AccountState, event: Filled): readonly TradeResult[] {
  return event.legs.map((leg) =>
    applyTrade(state.positions.get(leg.instrument.symbol) ?? null, leg),
  );
}

/** Counts the fill, and lets its money settle. */
function lifeAfterFill(
  state: AccountState,
  event: Filled,
  results: readonly TradeResult[],
): LifecycleState {
  const feesMicros = totalFees(event);
  const cash = sumMicros(results.map((result) => result.cashMicros));
  const life = afterTradeMoney(state.lifecycle, {
    atMs: event.atMs,
    kind: state.kind,
    cashBeforeMicros: state.cashMicros,
    netMicros: micros(cash - feesMicros),
    bought: openedBy(state, results),
  });
  const { totals } = life;
  return {
    ...life,
    totals: {
      ...totals,
      fills: totals.fills + 1,
      feesMicros: micros(totals.feesMicros + feesMicros),
    },
  };
}

function totalFees(event: Filled): Micros {
  return sumMicros(event.fees.map((fee) => fee.amountMicros));
}

function orderAfterFill(order: Order, event: Filled): Order {
  invariant(event.fillNumber === order.fills + 1, "fills are numbered without gaps");
  const filledNanos = nanos(order.filledNanos + event.qtyNanos);
  invariant(filledNanos <= order.qtyNanos, "a fill never exceeds the order");
  const done = filledNanos === order.qtyNanos;
  const left = nanos(order.qtyNanos - filledNanos);
  return {
    ...order,
    ...(event.queue !== undefined && { queue: event.queue }),
    filledNanos,
    fills: event.fillNumber,
    legs: order.legs.map((leg, index) => legAfterFill(leg, event.legs[index])),
    status: moveStatus(order.status, done ? "filled" : "partially_filled"),
    reservedMicros: done
      ? ZERO_MICROS
      : prorate(order.reservedMicros, left, nanos(order.qtyNanos - order.filledNanos)),
    updatedAtMs: event.atMs,
    closedAtMs: done ? event.atMs : null,
  };
}

function legAfterFill(leg: OrderLeg, filled: FillLeg | undefined): OrderLeg {
  const fill = present(filled, "every leg fills");
  return {
    ...leg,
    filledNanos: nanos(leg.filledNanos + fill.qtyNanos),
    filledValueMicros: micros(leg.filledValueMicros + notional(fill.priceMicros, fill.qtyNanos, 1)),
  };
}

/** A fill on prints takes of the prints; an auction, or a profile that no size bounds, takes nothing. */
function consumedAfter(
  state: AccountState,
  { legs, prints, auctionPrint, profile }: Filled,
): Consumptions {
  if (prints !== undefined) return takePrints(state.consumed, prints);
  if (auctionPrint !== undefined || !PROFILES[profile].bySize) return state.consumed;
  let { consumed } = state;
  for (const leg of legs) {
    const touch = touchOf(leg.quote, leg.side);
    const totalNanos = nanos(leg.takenBeforeNanos + leg.qtyNanos);
    consumed = takeTouch(consumed, leg.instrument.symbol, { touch, totalNanos });
  }
  return consumed;
}

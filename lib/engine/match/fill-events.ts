/** The events of a fill: its record, or a refusal at the last moment, and what they do to its group. */
import type { AccountState } from "../account/account-state";
import type { AccountEvent, AuctionPrint, FillTrigger, OrderFilled } from "../event/event";
import { feesOfLegs } from "../fees/fees-of";
import { findFillShortfall } from "../margin/fill-shortfall";
import type { MarketView } from "../market/quote";
import { nanos } from "../money";
import { endWithGroup, groupAfterFill } from "../order/group";
import { type Order, remainingNanos } from "../order/order";
import { limitOf } from "../order/terms";
import type { FillTerms } from "./match-order";

export interface FillContext {
  readonly trigger: FillTrigger;
  readonly atMs: number;
  readonly rules: number;
  readonly auctionPrint?: AuctionPrint;
}

/** Books a fill. The order has the terms it was put to the market with. */
export function fillEvents(
  state: AccountState,
  { order, fill }: { readonly order: Order; readonly fill: FillTerms },
  context: FillContext,
  market: MarketView,
): readonly AccountEvent[] {
  const { atMs, rules } = context;
  const stamp = { atMs, rules };
  const filled = filledEvent(state, order, fill, context);
  const shortfall = findFillShortfall(state, filled, market);
  if (shortfall !== null) {
    const reason = "insufficient_buying_power_at_fill";
    const rejected = { type: "order_rejected", orderId: order.id, reason, ...shortfall } as const;
    return endWithGroup(state, order, { ...rejected, ...stamp });
  }
  return [filled, ...groupAfterFill(state, order, filled.remainingAfterNanos, stamp)];
}

function filledEvent(
  state: AccountState,
  order: Order,
  fill: FillTerms,
  { trigger, atMs, rules, auctionPrint }: FillContext,
): OrderFilled {
  const before = remainingNanos(order);
  const { triggered } = order;
  return {
    type: "order_filled",
    atMs,
    rules,
    orderId: order.id,
    fillNumber: order.fills + 1,
    profile: state.profile,
    trigger: triggered === undefined ? trigger : "stop",
    limitMicros: limitOf(order.terms),
    remainingBeforeNanos: before,
    remainingAfterNanos: nanos(before - fill.qtyNanos),
    feeSetting: state.fees,
    fees: feesOfLegs(fill.legs, { setting: state.fees, atMs }),
    ...(triggered !== undefined && { stop: triggered }),
    ...(auctionPrint !== undefined && { auctionPrint }),
    ...fill,
  };
}

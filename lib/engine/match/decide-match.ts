/** Turns what the matcher found into events: a fill, the end of an ioc, a rest, or nothing. */
import type { AccountState } from "../account/account-state";
import type { AccountEvent, FillTrigger, OrderFilled } from "../event/event";
import { feesOfLegs } from "../fees/fees-of";
import { findFillShortfall } from "../margin/fill-shortfall";
import type { MarketView } from "../market/quote";
import { nanos } from "../money";
import { type Order, remainingNanos } from "../order/order";
import { limitOf } from "../order/terms";
import { RULES_VERSION } from "../rules-version";
import { type FillTerms, matchOrder } from "./match-order";
import { restEvents } from "./rest-events";

/** The events of matching one order now; an order that is gone, or can only wait, gives none. */
export function decideMatch(
  state: AccountState,
  command: { readonly orderId: string; readonly trigger: FillTrigger },
  market: MarketView,
): readonly AccountEvent[] {
  const order = state.orders.get(command.orderId);
  if (order === undefined || state.frozenReason !== null) return [];
  if (order.expiresAtMs !== null && market.nowMs >= order.expiresAtMs) return [];
  const outcome = matchOrder(state, order, market);
  const base = { atMs: market.nowMs, rules: RULES_VERSION, orderId: order.id } as const;
  if (outcome.kind === "wait") {
    if (order.timeInForce === "ioc" && priced(outcome.reason.code)) {
      return [{ type: "order_canceled", reason: "ioc_remainder", ...base }];
    }
    return restEvents(order, outcome, base);
  }
  const filled = filledEvent(state, order, outcome.fill, { ...command, ...base });
  const shortfall = findFillShortfall(state, filled, market);
  if (shortfall !== null) {
    return [
      {
        type: "order_rejected",
        reason: "insufficient_buying_power_at_fill",
        ...shortfall,
        ...base,
      },
    ];
  }
  return order.timeInForce === "ioc" && filled.remainingAfterNanos > 0n
    ? [filled, { type: "order_canceled", reason: "ioc_remainder", ...base }]
    : [filled];
}

/** An ioc ends once the market has answered it; it waits only while there is no answer to have. */
function priced(code: string): boolean {
  return code === "limit_not_reached" || code.startsWith("size_") || code === "one_sided";
}

function filledEvent(
  state: AccountState,
  order: Order,
  fill: FillTerms,
  { trigger, atMs, rules }: { trigger: FillTrigger; atMs: number; rules: number },
): OrderFilled {
  const before = remainingNanos(order);
  return {
    type: "order_filled",
    atMs,
    rules,
    orderId: order.id,
    fillNumber: order.fills + 1,
    profile: state.profile,
    trigger,
    limitMicros: limitOf(order.terms),
    remainingBeforeNanos: before,
    remainingAfterNanos: nanos(before - fill.qtyNanos),
    feeSetting: state.fees,
    fees: feesOfLegs(fill.legs, { setting: state.fees, atMs }),
    ...fill,
  };
}

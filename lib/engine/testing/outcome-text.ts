/** What happened, in the words of a story's last column. */
import type { AccountState } from "../account/account-state";
import { orderAfter } from "../account/evolve";
import { formatPrice, formatQuantity } from "../decimal";
import { multiplierOf } from "../instrument/instrument";
import { balancesOf } from "../margin/balances";
import type { MarketView } from "../market/quote";
import { absMicros, absNanos, type Micros, micros, NANOS_PER_UNIT } from "../money";
import { isTerminal, type Order, remainingNanos } from "../order/order";
import type { Rejection } from "../order/rejection";
import type { Step } from "./trader";

/** "filled 50 @ 10.01, working 30"; an order that was named with `as` is called by its name. */
export function stepText(steps: readonly Step[]): string {
  const words = new Map<string, string[]>();
  const orders = new Map<string, Order>();
  for (const { before, event } of steps) {
    const order = orderAfter(before, event);
    if (order === null || event.type === "order_trailed") continue;
    const said = words.get(order.id) ?? [];
    words.set(order.id, said);
    orders.set(order.id, order);
    if (event.type === "order_filled") said.push(fillText(order, event));
    else if (event.type === "order_triggered") said.push("triggered");
    else if (isTerminal(order.status)) said.push(`${order.status} ${leftText(order)}`);
  }
  return [...orders.values()]
    .map((order) => orderText(order, words.get(order.id) ?? []))
    .join("; ");
}

function orderText(order: Order, said: readonly string[]): string {
  const state = order.status === "held" ? "held" : "working";
  const working = isTerminal(order.status) ? [] : [`${state} ${leftText(order)}`];
  const name = order.id.startsWith("order-") ? "" : `${order.id} `;
  return `${name}${[...said, ...working].join(", ")}`;
}

function leftText(order: Order): string {
  return formatQuantity(remainingNanos(order));
}

function fillText(
  order: Order,
  fill: { qtyNanos: Order["qtyNanos"]; priceMicros: Micros },
): string {
  const price = formatPrice(absMicros(fill.priceMicros));
  const net = fill.priceMicros < 0n ? " credit" : " debit";
  const word = order.orderClass === "mleg" ? net : "";
  return `filled ${formatQuantity(fill.qtyNanos)} @ ${price}${word}`;
}

/** "insufficient_buying_power 10000.00 of 500.00": what was needed of what there was. */
export function refusalText(rejection: Rejection): string {
  if ("requiredMicros" in rejection) {
    return `${rejection.code} ${formatPrice(rejection.requiredMicros)} of ${formatPrice(rejection.availableMicros)}`;
  }
  if (rejection.code === "insufficient_qty") {
    return `${rejection.code} ${formatQuantity(rejection.requestedNanos)} of ${formatQuantity(rejection.availableNanos)}`;
  }
  return rejection.code;
}

/** "99198.90 of 100000.00". */
export function cashText(state: AccountState): string {
  return `${formatPrice(state.cashMicros)} of ${formatPrice(state.startingCashMicros)}`;
}

/** What may still be spent on options: the account's excess. */
export function powerText(state: AccountState, market: MarketView): string {
  return formatPrice(balancesOf(state, market).excessMicros);
}

/** "50 @ 10.01" at average cost, or "flat". */
export function positionText(state: AccountState, symbol: string): string {
  const position = state.positions.get(symbol);
  if (position === undefined) return "flat";
  const size = absNanos(position.qtyNanos) * BigInt(multiplierOf(position.instrument));
  const average = micros((absMicros(position.costMicros) * NANOS_PER_UNIT) / size);
  return `${formatQuantity(position.qtyNanos)} @ ${formatPrice(average)}`;
}

/** "spread 500.00, naked_put 2000.00", or "none". */
export function requirementText(state: AccountState, market: MarketView): string {
  const { requirement } = balancesOf(state, market);
  const lines = requirement.map((line) => `${line.strategy} ${formatPrice(line.amountMicros)}`);
  return lines.length === 0 ? "none" : lines.join(", ");
}

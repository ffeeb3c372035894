/**
 * Refusals for people: what failed, with its numbers. What would pass instead is `nearestEdit`.
 * A new rejection code does not compile until it has its sentence.
 */
import { formatDecimal, formatPrice, formatQuantity } from "../decimal";
import type { Asked, Edit } from "../order/edit";
import { nearestEdit } from "../order/nearest-edit";
import type { GroupKind, OrderType } from "../order/order";
import type { Rejection, RejectionCode, RejectionOf } from "../order/rejection";
import { clockTime } from "./fill-words";
import { LIFECYCLE_SENTENCES } from "./lifecycle-sentences";

type Sentences = { readonly [C in RejectionCode]: (rejection: RejectionOf<C>) => string };

const SENTENCES: Sentences = {
  ...LIFECYCLE_SENTENCES,

  account_not_open: () => "This account is not open.",
  // The reason is an operator's: it names rows and rules.
  account_frozen: () => "This account is on hold while we look at a fault.",
  setting_out_of_range: ({ field, max }) => `${field} must be a whole number from 0 to ${max}.`,
  too_many_open_orders: ({ max }) => `An account may have ${max} working orders; cancel one first.`,

  client_order_id_used: () =>
    "An earlier order of this account had this client order id: choose another.",
  orders_suspended: () =>
    "You suspended new orders; switch them on again in the account's settings.",
  fractional_off: () => "You switched fractional trading off: buy whole shares.",
  shorting_off: ({ symbol }) => `You switched short sales off, and this would be short ${symbol}.`,

  order_not_found: () => "There is no such working order.",
  order_not_cancelable: ({ status }) => `The order is already ${status}.`,
  order_not_replaceable: ({ status }) =>
    `An order that is ${status} cannot be replaced; cancel it and send a new one.`,
  replace_unchanged: () => "The new order would be the same as the old one.",
  replace_field_not_allowed: ({ field, type }) => `A ${typeName(type)} order has no ${field}.`,
  replace_class_not_allowed: ({ kind }) =>
    kind === "notional"
      ? "An order in dollars cannot be replaced; cancel it and send a new one."
      : `An ${kind} order cannot be replaced; cancel it and send a new one.`,
  group_qty_not_replaceable: ({ kind }) =>
    `In ${aKind(kind)} order only prices can be replaced; the quantity is that of the whole group.`,
  fractional_qty_not_replaceable: () => "The quantity of a fractional order cannot be replaced.",
  qty_not_over_filled: ({ filledNanos }) =>
    `${formatQuantity(filledNanos)} have filled already; the new quantity must be more than that.`,

  qty_not_positive: () => "Quantity must be more than zero.",
  qty_not_whole: ({ qtyNanos }) =>
    `${formatQuantity(qtyNanos)} contracts are not possible: options trade in whole contracts.`,
  qty_over_max: ({ maxNanos }) => `Quantity may be at most ${formatQuantity(maxNanos)}.`,
  qty_and_notional: () => "An order asks for a quantity or for dollars, not for both.",
  notional_below_min: ({ minMicros }) =>
    `An order in dollars starts at $${formatPrice(minMicros)}.`,
  cost_below_min: ({ costMicros, minMicros }) =>
    `This comes to $${formatPrice(costMicros)}; an order starts at $${formatPrice(minMicros)}.`,
  not_fractionable: ({ symbol }) => `${symbol} trades in whole shares only.`,
  option_notional: () => "Options are ordered in contracts, not in dollars.",

  price_not_positive: ({ field }) => `The ${fieldName(field)} must be more than zero.`,
  price_over_max: ({ field, maxMicros }) =>
    `The ${fieldName(field)} may be at most ${formatPrice(maxMicros)}.`,
  sub_penny: ({ field, valueMicros }) =>
    `The ${fieldName(field)} ${formatDecimal(valueMicros, 6)} is between steps: prices of a dollar and more, and all option prices, move in whole cents.`,
  trail_out_of_range: ({ maxBps }) =>
    `A trail is more than 0% and at most ${formatDecimal(BigInt(maxBps), 2)}%, in steps of 0.01%.`,
  no_reference_price: ({ symbol }) =>
    `There is no quote of ${symbol} to price a market order from; use a limit.`,

  leg_count: () => "A multi-leg order has two to four legs.",
  leg_ratio_not_prime: ({ gcd }) => `Divide the ratios by ${gcd} and raise the quantity instead.`,
  leg_duplicate: ({ symbol }) => `${symbol} is in two legs; put them together.`,
  leg_underlying_mismatch: () => "All legs must be on the same underlying.",
  leg_not_option: ({ symbol }) => `${symbol} is not what any of the contracts delivers.`,
  stock_leg_ratio: ({ symbol, ratio, needed }) =>
    `The contracts of one unit deliver ${needed} ${symbol}; the leg has ${ratio}.`,

  time_in_force_not_allowed: ({ row, timeInForce, allowed }) =>
    `${ROW_NAMES[row]} may not be ${timeInForce}; ${listed(allowed)} are possible.`,
  option_time_in_force: () => "Options take day and good-till-canceled orders.",
  type_not_allowed: ({ row, type, timeInForce, allowed }) =>
    `${ROW_NAMES[row]} may not be ${typeName(type)} orders with time in force ${timeInForce}; ${listed(allowed.map(typeName))} are possible.`,
  option_class: ({ kind }) =>
    `Options are not taken in ${kind} orders; send the exits on their own.`,
  option_extended_hours: () => "Options trade in their regular session only.",
  group_extended_hours: ({ kind }) =>
    `${capital(aKind(kind))} order works in the core session only.`,
  fractional_not_simple: ({ kind }) => `${capital(aKind(kind))} order takes whole shares only.`,
  fractional_extended_hours: ({ symbol }) =>
    `Parts of a share of ${symbol} trade in the core session only.`,

  group_exits: ({ kind, needs }) => `${capital(aKind(kind))} order ${NEEDS[needs]}.`,
  take_profit_beyond_stop: ({ side, profitMicros, stopMicros }) =>
    `The take-profit ${formatPrice(profitMicros)} must be ${side === "sell" ? "above" : "below"} the stop-loss ${formatPrice(stopMicros)}.`,
  stop_loss_beyond_base: ({ side, stopMicros, baseMicros, nearestMicros }) =>
    `The stop-loss ${formatPrice(stopMicros)} must be ${formatPrice(nearestMicros)} or ${side === "sell" ? "lower" : "higher"}: the entry is expected at ${formatPrice(baseMicros)}.`,
  group_entry_closes: ({ kind, symbol }) =>
    `The entry of ${aKind(kind)} order opens a position; this one would close ${symbol}. Use an oco order for exits.`,
  exit_without_position: ({ symbol }) => `There is no position in ${symbol} to exit.`,

  contract_expired: ({ symbol }) => `${symbol} has expired.`,
  contract_expires_soon: ({ symbol }) =>
    `${symbol} expires today: after 15:30 ET it can only be closed.`,
  option_market_closed: () =>
    "The options market is closed: a limit order would wait for the open, a market order may not.",
  ioc_market_closed: () =>
    "Immediate-or-cancel and fill-or-kill need an open market; use a day order.",
  auction_closed: ({ timeInForce, opensAgainAtMs }) =>
    `Too late for the ${timeInForce === "opg" ? "opening" : "closing"} auction; orders for the next one are taken from ${clockTime(opensAgainAtMs).slice(0, 5)} ET.`,

  intent_mismatch: ({ inferred, specified }) =>
    `From your position this order would be ${words(inferred)}, not ${words(specified)}.`,
  insufficient_qty: ({ requestedNanos, symbol, availableNanos, heldNanos }) =>
    `You want to close ${formatQuantity(requestedNanos)} × ${symbol}; ${formatQuantity(availableNanos)} are free, ${formatQuantity(heldNanos)} are held by working orders.`,
  wash_trade: ({ symbol, side, existing, limitMicros }) =>
    limitMicros === null
      ? `You have a working ${existing === "limit" ? "limit" : "market or stop"} order to ${side === "buy" ? "sell" : "buy"} ${symbol}; the two could trade with each other.`
      : `You have a working order to ${side === "buy" ? "sell" : "buy"} ${symbol} at ${formatPrice(limitMicros)}; the two would cross.`,

  short_in_cash_account: ({ symbol }) =>
    `You hold no ${symbol} to sell, and a cash account does not sell short.`,
  not_shortable: ({ symbol }) => `${symbol} cannot be sold short.`,
  hard_to_borrow: ({ symbol }) => `${symbol} is hard to borrow and cannot be sold short now.`,
  fractional_short: ({ qtyNanos }) =>
    `Short sales are in whole shares; this one is ${formatQuantity(qtyNanos)}.`,
  short_below_min_equity: ({ equityMicros, minMicros }) =>
    `Selling short takes $${formatPrice(minMicros)} of equity; this account has $${formatPrice(equityMicros)}.`,
  short_with_open_buy: ({ symbol }) =>
    `A working order buys ${symbol}; cancel it before you sell short.`,
  buy_with_open_short: ({ symbol }) =>
    `A working order sells ${symbol} short; cancel it before you buy.`,

  minimum_equity: ({ requiredMicros, availableMicros }) =>
    `Selling options without cover takes $${formatPrice(requiredMicros)} of equity; this account has $${formatPrice(availableMicros)}.`,
  options_level: ({ level, needs }) =>
    `This takes options level ${needs}; the account has level ${level}.`,
  mleg_uncovered: () =>
    "Each option sold needs one bought in the same order that covers it and lives as long.",
  insufficient_buying_power: moneySentence,
  insufficient_options_buying_power: moneySentence,
  insufficient_cover: ({ requiredNanos, underlying }) =>
    `A cash account may sell calls only against stock: buy ${formatQuantity(requiredNanos)} ${underlying} first.`,
};

/** One or two sentences. */
export function rejectionSentence(rejection: Rejection): string {
  // The union of sentences cannot be called with the union of rejections; the code makes the pair match.
  return (SENTENCES[rejection.code] as (rejection: Rejection) => string)(rejection);
}

/** The sentence, and what would pass instead when something near does. */
export function refusalSentences(rejection: Rejection, asked: Asked): string {
  const edit = nearestEdit(rejection, asked);
  const sentence = rejectionSentence(rejection);
  return edit === null ? sentence : `${sentence} ${editSentence(edit)}`;
}

function editSentence({ field, value }: Edit): string {
  switch (field) {
    case "qty":
      return `Quantity ${value} would pass.`;
    case "notional":
      return value === "" ? "The quantity alone would pass." : `$${value} would pass.`;
    case "cancel_order":
      return "It would pass once that order is canceled.";
    case "extended_hours":
      return "It would pass in core hours.";
    case "order_class":
      return "It would pass as a simple order.";
    default:
      return `${capital(fieldName(field))} ${words(value)} would pass.`;
  }
}

const ROW_NAMES = {
  equity: "Stock orders",
  fractional: "Fractional orders",
  extended_hours: "Extended-hours orders",
  group: "Orders with exits",
  option: "Option orders",
  mleg: "Multi-leg orders",
} as const;

const NEEDS = {
  take_profit: "needs a take-profit",
  stop_loss: "needs a stop-loss",
  one_exit: "has one exit: a take-profit or a stop-loss",
  limit_type: "is a limit order at its take-profit",
} as const;

function moneySentence({
  code,
  requiredMicros,
  availableMicros,
}: RejectionOf<"insufficient_buying_power">): string {
  const narrow = code === "insufficient_options_buying_power" ? " or narrow the spread" : "";
  return `This needs $${formatPrice(requiredMicros)} of buying power and $${formatPrice(availableMicros)} is free. Reduce the quantity${narrow}.`;
}

/** "take-profit limit price" of "take_profit.limit_price". */
function fieldName(field: string): string {
  return field
    .replace("take_profit", "take-profit")
    .replace("stop_loss", "stop-loss")
    .replaceAll(/[._]/g, " ");
}

function typeName(type: OrderType): string {
  return type.replaceAll("_", " ");
}

function words(name: string): string {
  return name.replaceAll("_", " ");
}

function aKind(kind: GroupKind): string {
  return kind === "bracket" ? "a bracket" : `an ${kind}`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** "day, gtc and opg". */
function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? "none";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

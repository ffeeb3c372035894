/**
 * The nearest change of a refused order that would pass. Every refusal proposes its edits, nearest
 * first, or none; an edit is only given after the whole order was checked again with it.
 *
 * A new rejection code does not compile until it says what would pass, or that nothing near would.
 */
import { formatDecimal, formatDollars, formatQuantity } from "../decimal";
import { type Micros, micros, NANOS_PER_UNIT, type Nanos, nanos } from "../money";
import { checkDraft } from "./accept-order";
import { wholeQuantity } from "./check-amount";
import { gridMicros } from "./check-prices";
import { type Asked, applyEdit, type Edit } from "./edit";
import { sizeDraft } from "./notional";
import type { PriceField, Rejection, RejectionCode, RejectionOf } from "./rejection";
import { limitOf } from "./terms";

type Propose<C extends RejectionCode> = (
  rejection: RejectionOf<C>,
  asked: Asked,
) => readonly Edit[];

/** Nothing near passes: the account, the contract or the idea of the order is the matter. */
const none = () => [];
const CENT = 10_000n;

const PROPOSALS: { readonly [C in RejectionCode]: Propose<C> } = {
  account_not_open: none,
  account_frozen: none,
  setting_out_of_range: ({ field, max }) => [{ field, value: String(max) }],
  too_many_open_orders: none,
  orders_suspended: none,
  client_order_id_used: none,
  fractional_off: (_, asked) => [qty(nanos(wholeQuantity(sharesOf(asked))))],
  shorting_off: none,

  order_not_found: none,
  order_not_cancelable: none,
  order_not_replaceable: none,
  replace_unchanged: none,
  replace_field_not_allowed: none,
  replace_class_not_allowed: none,
  group_qty_not_replaceable: none,
  fractional_qty_not_replaceable: none,
  qty_not_over_filled: ({ filledNanos }) => [
    qty(nanos((filledNanos / NANOS_PER_UNIT + 1n) * NANOS_PER_UNIT)),
  ],

  qty_not_positive: () => [qty(nanos(NANOS_PER_UNIT))],
  qty_not_whole: ({ qtyNanos }) => [qty(nanos(wholeQuantity(qtyNanos)))],
  qty_over_max: ({ maxNanos }) => [qty(maxNanos)],
  qty_and_notional: () => [{ field: "notional", value: "" }],
  notional_below_min: ({ minMicros }) => [{ field: "notional", value: formatDollars(minMicros) }],
  cost_below_min: ({ costMicros, minMicros }, { draft }) => [
    qty(leastQuantity(draft.qtyNanos, costMicros, minMicros)),
  ],
  not_fractionable: (_, asked) => [qty(nanos(wholeQuantity(sharesOf(asked))))],
  option_notional: () => [qty(nanos(NANOS_PER_UNIT))],

  price_not_positive: ({ field }) => [price(field, micros(CENT))],
  price_over_max: ({ field, maxMicros }) => [price(field, maxMicros)],
  sub_penny: ({ field, valueMicros }, { draft }) => onGrid(field, valueMicros, draft),
  trail_out_of_range: ({ maxBps }, { draft }) => [trail(draft, maxBps)],
  no_reference_price: none,

  leg_count: none,
  leg_ratio_not_prime: ({ ratios, gcd }) => [ratioEdit(ratios.map((ratio) => ratio / gcd))],
  leg_duplicate: none,
  leg_underlying_mismatch: none,
  leg_not_option: none,
  stock_leg_ratio: ({ symbol, needed }, { draft }) => [
    ratioEdit(draft.legs.map((leg) => (leg.instrument.symbol === symbol ? needed : leg.ratio))),
  ],

  time_in_force_not_allowed: ({ allowed }) => allowed.map(timeInForce),
  option_time_in_force: () => [timeInForce("day")],
  type_not_allowed: ({ row, allowed }) =>
    row === "extended_hours"
      ? [CORE_HOURS]
      : allowed.map((type) => ({ field: "type", value: type })),
  option_class: () => [SIMPLE],
  option_extended_hours: () => [CORE_HOURS],
  group_extended_hours: () => [CORE_HOURS],
  fractional_not_simple: (_, asked) => [qty(nanos(wholeQuantity(sharesOf(asked)))), SIMPLE],
  fractional_extended_hours: () => [CORE_HOURS],

  group_exits: none,
  take_profit_beyond_stop: ({ side, stopMicros }) => [
    price(
      "take_profit.limit_price",
      micros(side === "sell" ? stopMicros + CENT : stopMicros - CENT),
    ),
  ],
  stop_loss_beyond_base: ({ nearestMicros }) => [price("stop_loss.stop_price", nearestMicros)],
  group_entry_closes: () => [SIMPLE],
  exit_without_position: none,

  contract_expired: none,
  contract_expires_soon: none,
  option_market_closed: () => [{ field: "type", value: "limit" }],
  ioc_market_closed: () => [timeInForce("day")],
  auction_closed: () => [timeInForce("day")],

  intent_mismatch: ({ inferred }) => [{ field: "position_intent", value: inferred }],
  insufficient_qty: ({ availableNanos }) => (availableNanos > 0n ? [qty(availableNanos)] : []),
  good_faith: ({ availableNanos }) => (availableNanos > 0n ? [qty(availableNanos)] : []),
  wash_trade: apart,

  short_in_cash_account: none,
  not_shortable: none,
  hard_to_borrow: none,
  fractional_short: ({ qtyNanos }) => [qty(nanos(wholeQuantity(qtyNanos)))],
  short_below_min_equity: none,
  short_with_open_buy: ({ existingOrderId }) => [cancel(existingOrderId)],
  buy_with_open_short: ({ existingOrderId }) => [cancel(existingOrderId)],

  insufficient_buying_power: largestThatPasses,
  insufficient_options_buying_power: largestThatPasses,
  insufficient_cover: largestThatPasses,

  option_position_not_found: none,
  exercise_short: none,
  exercise_european: none,
  exercise_window_closed: none,
  exercise_out_of_money: none,
  exercise_not_carried: none,
  do_not_exercise_set: none,
  do_not_exercise_window: none,
  no_settlement_price: none,
  not_enough_ids: none,
  exercise_undeliverable: none,
  exercise_uncovers: none,

  minimum_equity: none,
  options_level: none,
  mleg_uncovered: none,
};

const CORE_HOURS: Edit = { field: "extended_hours", value: "false" };
const SIMPLE: Edit = { field: "order_class", value: "simple" };

/** The first proposal with which the whole order passes; null when there is none. */
export function nearestEdit(rejection: Rejection, asked: Asked): Edit | null {
  // The union of proposals cannot be called with the union of rejections; the code makes the pair match.
  const propose = PROPOSALS[rejection.code] as (
    rejection: Rejection,
    asked: Asked,
  ) => readonly Edit[];
  return propose(rejection, asked).find((edit) => passes(asked, edit)) ?? null;
}

function passes(asked: Asked, edit: Edit): boolean {
  const edited = applyEdit(asked, edit);
  return edited !== null && checkDraft(edited.state, edited.draft, edited.market).ok;
}

function qty(qtyNanos: Nanos): Edit {
  return { field: "qty", value: formatQuantity(qtyNanos) };
}

function price(field: PriceField, priceMicros: Micros): Edit {
  return { field, value: formatDollars(priceMicros) };
}

function timeInForce(value: string): Edit {
  return { field: "time_in_force", value };
}

function cancel(orderId: string): Edit {
  return { field: "cancel_order", value: orderId };
}

function ratioEdit(ratios: readonly number[]): Edit {
  return { field: "legs.ratio_qty", value: ratios.join(",") };
}

/** Shares an order is for, also when it asks for dollars. */
function sharesOf({ draft, market }: Asked): bigint {
  const sized = sizeDraft(draft, market);
  return sized.ok ? sized.value.qtyNanos : draft.qtyNanos;
}

/** The quantity that costs the least allowed, rounded up: to whole shares when whole shares were asked for. */
function leastQuantity(qtyNanos: Nanos, costMicros: Micros, minMicros: Micros): Nanos {
  const step = qtyNanos % NANOS_PER_UNIT === 0n ? NANOS_PER_UNIT : 1n;
  const divisor = costMicros > 0n ? costMicros : 1n;
  const neededNanos = (qtyNanos * minMicros + divisor - 1n) / divisor;
  return nanos(((neededNanos + step - 1n) / step) * step);
}

/** The step below and the step above, the nearer one first. */
function onGrid(field: PriceField, valueMicros: Micros, { legs }: Asked["draft"]): readonly Edit[] {
  const isOption = legs.some(({ instrument }) => instrument.kind === "option");
  const grid = gridMicros(isOption, valueMicros);
  const off = ((valueMicros % grid) + grid) % grid;
  const [below, above] = [micros(valueMicros - off), micros(valueMicros - off + grid)];
  return (2n * off <= grid ? [below, above] : [above, below]).map((value) => price(field, value));
}

function trail({ terms }: Asked["draft"], maxBps: number): Edit {
  const asked =
    terms.type === "trailing_stop" && "trailBps" in terms.trail ? terms.trail.trailBps : 0;
  const bps = Math.min(Math.max(Math.round(asked), 1), maxBps);
  return { field: "trail_percent", value: formatDecimal(BigInt(bps), 2) };
}

/** A step to the right side of the order it would cross, or that order out of the way. */
function apart(
  { side, limitMicros, existingOrderId }: RejectionOf<"wash_trade">,
  { draft }: Asked,
): readonly Edit[] {
  const away = cancel(existingOrderId);
  if (limitMicros === null || limitOf(draft.terms) === null) return [away];
  const isOption = draft.legs.some(({ instrument }) => instrument.kind === "option");
  const step = gridMicros(isOption, limitMicros);
  return [
    price("limit_price", micros(side === "buy" ? limitMicros - step : limitMicros + step)),
    away,
  ];
}

/** The largest whole quantity the account can carry: costs grow with quantity, so halving finds it. */
function largestThatPasses(_: Rejection, asked: Asked): readonly Edit[] {
  const fits = (units: bigint) => passes(asked, qty(nanos(units * NANOS_PER_UNIT)));
  let [most, tooMany] = [0n, sharesOf(asked) / NANOS_PER_UNIT + 1n];
  while (tooMany - most > 1n) {
    const middle = (most + tooMany) / 2n;
    if (fits(middle)) most = middle;
    else tooMany = middle;
  }
  return most === 0n ? [] : [qty(nanos(most * NANOS_PER_UNIT))];
}

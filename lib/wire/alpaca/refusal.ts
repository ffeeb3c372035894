/**
 * Every refusal of the engine as the exact body an Alpaca client expects: status, code, message and
 * the extra fields bots read. A new rejection code does not compile until it has its row.
 *
 * Source: alpaca-wire.md §1.1, §2 and Appendix A, read 2026-11-20. Texts marked `own` have no
 * counterpart there: they say in plain words what Raxx does not take.
 */
import { formatDecimal, formatDollars, formatPrice, formatQuantity } from "@/lib/engine/decimal";
import type { LegalityRow } from "@/lib/engine/order/legality";
import type { OrderType } from "@/lib/engine/order/order";
import type { Rejection, RejectionCode, RejectionOf } from "@/lib/engine/order/rejection";
import type { AssetIdOf } from "./asset-id";

export interface Refusal {
  readonly status: number;
  /** Null for the one body without a code: 401 `unauthorized.` */
  readonly code: number | null;
  readonly message: string;
  readonly extras: { readonly [field: string]: unknown };
}

/** Malformed field or value: 40010001 comes with HTTP 422. */
export function badField(message: string): Refusal {
  return { status: 422, code: 40010001, message, extras: {} };
}

/** Well-formed, but no such order can be taken. */
export function unprocessable(message: string): Refusal {
  return { status: 422, code: 42210000, message, extras: {} };
}

/** The account may not do this now. */
function forbidden(message: string, extras: Refusal["extras"] = {}): Refusal {
  return { status: 403, code: 40310000, message, extras };
}

/** Nothing by that name, or nothing of the caller's: both read the same. */
export function notFound(message: string): Refusal {
  return { status: 404, code: 40410000, message, extras: {} };
}

type Rows = {
  readonly [C in RejectionCode]: (rejection: RejectionOf<C>, assetIdOf: AssetIdOf) => Refusal;
};

/** What an account is told that may not trade at all, or not at the level an order needs. */
const LEVEL_TEXTS = {
  0: "account not authorized to trade options",
  1: "account not eligible to trade uncovered option contracts",
  2: "account not eligible to trade long option contracts",
  3: "account not eligible to trade spreads or uncovered option contracts",
} as const;

const ROWS: Rows = {
  account_not_open: () => forbidden("account is not authorized to trade"),
  account_frozen: () => forbidden("account is not authorized to trade"),
  setting_out_of_range: ({ field, max }) => badField(`${field} must be a whole number <= ${max}`), // own
  // The text a suspended account answers with: github.com/Lumiwealth/lumibot/issues/373, read 2026-11-21.
  client_order_id_used: () => badField("client_order_id must be unique"),
  orders_suspended: () => forbidden("new orders are rejected by user request"),
  fractional_off: () => forbidden("fractional trading is disabled for this account"), // own
  shorting_off: () => forbidden("account not allowed to short"),
  order_not_found: ({ orderId }) => notFound(`order not found for ${orderId}`),
  order_not_cancelable: ({ status }) => unprocessable(`order is already in "${status}" state`),
  qty_not_positive: () => badField("qty must be > 0"),
  order_not_replaceable: ({ status }) => unprocessable(`cannot replace order in ${status} status`),
  replace_unchanged: () => unprocessable("order parameters are not changed"),
  replace_field_not_allowed: ({ field, type }) =>
    unprocessable(`${field} is not a parameter of ${type} orders`), // own
  replace_class_not_allowed: ({ kind }) => unprocessable(`${kind} orders cannot be replaced`), // own
  group_qty_not_replaceable: ({ kind }) =>
    unprocessable(`only the prices of ${kind} orders can be replaced`), // own
  fractional_qty_not_replaceable: () =>
    unprocessable("qty of fractional orders cannot be replaced"), // own
  qty_not_over_filled: () => unprocessable("qty must be > filled_qty"),
  qty_not_whole: () => unprocessable("qty must be an integer"),
  qty_and_notional: () => badField("only one of qty or notional is accepted"),
  notional_below_min: ({ minMicros }) => badField(`notional must be >= ${formatPrice(minMicros)}`),
  cost_below_min: ({ minMicros }) =>
    forbidden(`cost basis must be >= minimal amount of order ${formatDollars(minMicros)}`),
  not_fractionable: ({ symbol }) => unprocessable(`asset "${symbol}" is not fractionable`), // own
  option_notional: () => unprocessable("notional is not supported for options trading"),
  qty_over_max: ({ maxNanos }) => unprocessable(`qty must be <= ${formatQuantity(maxNanos)}`),
  price_not_positive: ({ field }) => badField(`${fieldText(field)} must be > 0`), // own
  price_over_max: ({ field, maxMicros }) =>
    badField(`${fieldText(field)} must be <= ${formatDollars(maxMicros)}`), // own
  trail_out_of_range: ({ maxBps }) =>
    badField(`trail percent must be > 0 and <= ${formatDecimal(BigInt(maxBps), 2)}`), // own
  sub_penny: ({ field, valueMicros }) =>
    unprocessable(
      `invalid ${field} ${formatDecimal(valueMicros, 6)}. sub-penny increment does not fulfill minimum pricing criteria`,
    ),
  leg_count: () => unprocessable("mleg orders must have at least 2 legs and at most 4 legs"),
  leg_ratio_not_prime: ({ ratios, gcd }) =>
    unprocessable(
      `leg ratio quantities should be relatively prime: GCD[${ratios.join(" ")}] = ${gcd}`,
    ),
  leg_duplicate: ({ symbol }) => unprocessable(`legs must have distinct symbols: ${symbol}`), // own
  leg_underlying_mismatch: () => unprocessable("underlying asset mismatch"),
  leg_not_option: ({ symbol }) => unprocessable(`equity legs are not supported: ${symbol}`), // own
  stock_leg_ratio: () => unprocessable("equity legs allowed only with corresponding calls"),
  time_in_force_not_allowed: ({ row, timeInForce }) =>
    unprocessable(COMBINATIONS[row] ?? `invalid time_in_force: ${timeInForce}`),
  type_not_allowed: ({ row, type, timeInForce }) => badType(row, type, timeInForce),
  option_class: () => unprocessable("complex orders not supported for options trading"),
  option_extended_hours: () => unprocessable("extended hours not supported for options trading"),
  group_extended_hours: ({ kind }) => unprocessable(`${kind} orders must not be extended hours`), // own
  fractional_not_simple: () => unprocessable("fractional orders must be simple orders"),
  fractional_extended_hours: ({ symbol }) =>
    unprocessable(`asset "${symbol}" does not support fractional extended hours orders`), // own
  group_exits: ({ kind, needs }) => unprocessable(GROUP_NEEDS[needs](kind)),
  take_profit_beyond_stop: ({ side }) =>
    unprocessable(
      `take_profit.limit_price must be ${side === "sell" ? ">" : "<"} stop_loss.stop_price`,
    ),
  stop_loss_beyond_base: ({ side }) =>
    unprocessable(
      side === "sell"
        ? "stop_loss.stop_price must be <= base_price - 0.01"
        : "stop_loss.stop_price must be >= base_price + 0.01",
    ),
  group_entry_closes: ({ kind }) => unprocessable(`${kind} orders must be entry orders`),
  exit_without_position: () => unprocessable("oco orders must be exit orders"),
  contract_expired: () => unprocessable("contract is expired"),
  contract_expires_soon: () => unprocessable("contract expires soon, unable to open new positions"),
  option_market_closed: () =>
    unprocessable("options market orders are only allowed during market hours"),
  ioc_market_closed: () =>
    unprocessable("ioc and fok orders are only accepted while the market is open"), // own
  auction_closed: ({ timeInForce }) =>
    unprocessable(`${timeInForce} orders are not accepted at this time`), // own
  option_time_in_force: ({ timeInForce }) =>
    unprocessable(`invalid time_in_force for options: ${timeInForce}`),
  intent_mismatch: ({ inferred, specified }) =>
    unprocessable(`position intent mismatch, inferred: ${inferred}, specified: ${specified}`),
  insufficient_qty: insufficientQty,
  wash_trade: ({ existingOrderId, existing }) =>
    forbidden("potential wash trade detected. use complex orders", {
      existing_order_id: existingOrderId,
      reject_reason:
        existing === "limit"
          ? "opposite side limit order exists"
          : "opposite side market/stop order exists",
    }),
  short_in_cash_account: () => forbidden("account not allowed to short"),
  not_shortable: ({ symbol }) => forbidden(`asset "${symbol}" cannot be sold short`),
  hard_to_borrow: ({ symbol }) => forbidden(`asset "${symbol}" cannot be sold short`),
  fractional_short: () => unprocessable("fractional orders cannot be sold short"),
  short_below_min_equity: () => forbidden("account not allowed to short"),
  short_with_open_buy: ({ existingOrderId }) =>
    forbidden("cannot open a short sell while a long buy order is open", {
      existing_order_id: existingOrderId,
    }),
  buy_with_open_short: ({ existingOrderId }) =>
    forbidden("cannot open a long buy while a short sell order is open", {
      existing_order_id: existingOrderId,
    }),
  too_many_open_orders: ({ max }) => forbidden(`too many open orders: at most ${max}`), // own
  no_reference_price: ({ symbol }) =>
    unprocessable(`no market price for ${symbol} now: send a limit order`), // own
  minimum_equity: ({ requiredMicros }) =>
    forbidden(`account equity must be at least ${formatDollars(requiredMicros)} to use margin`), // own
  options_level: ({ level, needs }) => forbidden(LEVEL_TEXTS[level === 0 ? 0 : needs]),
  mleg_uncovered: () =>
    forbidden("account not eligible to trade spreads or uncovered option contracts"),
  insufficient_buying_power: ({ requiredMicros, availableMicros }) =>
    forbidden("insufficient buying power", {
      buying_power: formatPrice(availableMicros),
      cost_basis: formatPrice(requiredMicros),
    }),
  insufficient_options_buying_power: ({ requiredMicros, availableMicros }) =>
    forbidden("insufficient options buying power", {
      options_buying_power: formatPrice(availableMicros),
      cost_basis: formatPrice(requiredMicros),
    }),
  insufficient_cover: insufficientCover,
  good_faith: ({ requestedNanos, availableNanos, untilDate, symbol }) =>
    forbidden(
      `qty bought with unsettled funds until ${untilDate} (requested: ${formatQuantity(requestedNanos)}, available: ${formatQuantity(availableNanos)})`, // own
      { available: formatQuantity(availableNanos), symbol },
    ),
  option_position_not_found: () => notFound("long position not found"),
  exercise_short: () => ({ ...forbidden("cannot exercise short position"), code: 40310001 }),
  exercise_european: () => forbidden("european style contracts cannot be exercised early"), // own
  exercise_window_closed: () => forbidden("exercise requests are not accepted at this time"), // own
  exercise_out_of_money: () => forbidden("contract is out of the money"), // own
  exercise_not_carried: ({ requiredMicros, availableMicros }) =>
    forbidden("insufficient buying power to exercise", {
      buying_power: formatPrice(availableMicros),
      cost_basis: formatPrice(requiredMicros),
    }), // own
  exercise_undeliverable: ({ underlying, requiredNanos, availableNanos }) =>
    forbidden("insufficient underlying qty to exercise", {
      available_qty: formatQuantity(availableNanos),
      required_qty: formatQuantity(requiredNanos),
      symbol: underlying,
    }), // own
  exercise_uncovers: () => forbidden("account not eligible to trade uncovered option contracts"),
  do_not_exercise_set: () => forbidden("do not exercise instruction already exists"), // own
  do_not_exercise_window: () =>
    forbidden("do not exercise instructions are not accepted after 17:30 or before expiration day"), // own
  no_settlement_price: ({ symbols }) => unprocessable(`no price for ${symbols.join(", ")}`), // own
  not_enough_ids: ({ needed }) => unprocessable(`${needed} order ids are needed`), // own
};

/** Combinations that Alpaca names as a whole; `own` where it has no text of its own. */
const COMBINATIONS: { readonly [R in LegalityRow]?: string } = {
  fractional: "fractional orders must be DAY orders",
  extended_hours: "extended hours order must be DAY or GTC limit orders",
  group: "complex orders must be DAY or GTC orders", // own
};

function badType(row: LegalityRow, type: OrderType, timeInForce: string): Refusal {
  if (row === "extended_hours") return unprocessable(COMBINATIONS.extended_hours ?? "");
  if (row === "option" || row === "mleg") {
    return unprocessable(`invalid order type for options trading: ${type}`);
  }
  return unprocessable(`invalid order type for ${row} ${timeInForce} orders: ${type}`); // own
}

const GROUP_NEEDS = {
  take_profit: (kind: string) => `${kind} orders require take_profit.limit_price`,
  stop_loss: (kind: string) => `${kind} orders require stop_loss.stop_price`,
  one_exit: (kind: string) => `${kind} orders require one of take_profit or stop_loss`,
  limit_type: (kind: string) => `${kind} orders must be limit orders`,
};

function fieldText(field: string): string {
  return field.replaceAll("_", " ");
}

/** What an Alpaca client is told of a refusal; ids of assets come from the catalog. */
export function refusalOf(rejection: Rejection, assetIdOf: AssetIdOf): Refusal {
  // The union of rows cannot be called with the union of rejections; the key makes the pair match.
  const row = ROWS[rejection.code] as (rejection: Rejection, assetIdOf: AssetIdOf) => Refusal;
  return row(rejection, assetIdOf);
}

/** The JSON body of a refusal: `{code, message, ...extras}` (alpaca-wire.md §1.1). */
export function refusalBody({ code, message, extras }: Refusal): object {
  return code === null ? { message, ...extras } : { code, message, ...extras };
}

function insufficientQty(rejection: RejectionOf<"insufficient_qty">): Refusal {
  const available = formatQuantity(rejection.availableNanos);
  const requested = formatQuantity(rejection.requestedNanos);
  return forbidden(
    `insufficient qty available for order (requested: ${requested}, available: ${available})`,
    {
      available,
      existing_qty: formatQuantity(rejection.existingNanos),
      held_for_orders: formatQuantity(rejection.heldNanos),
      symbol: rejection.symbol,
    },
  );
}

function insufficientCover(
  rejection: RejectionOf<"insufficient_cover">,
  assetIdOf: AssetIdOf,
): Refusal {
  const required = formatQuantity(rejection.requiredNanos);
  const available = formatQuantity(rejection.availableNanos);
  return forbidden(
    `insufficient underlying qty available for covered call (required: ${required}, available: ${available})`,
    {
      available_qty: available,
      required_qty: required,
      symbol: rejection.underlying,
      underlying_asset_id: assetIdOf(rejection.underlying),
    },
  );
}

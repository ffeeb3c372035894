/**
 * Every refusal of the engine as the exact body an Alpaca client expects: status, code, message and
 * the extra fields bots read. A new rejection code does not compile until it has its row.
 *
 * Source: alpaca-wire.md §1.1, §2 and Appendix A, read 2026-11-20. Texts marked `own` have no
 * counterpart there: they say in plain words what Raxx does not take.
 */
import { formatDecimal, formatDollars, formatPrice, formatQuantity } from "@/lib/engine/decimal";
import { parseOccSymbol } from "@/lib/engine/instrument/occ-symbol";
import type { Rejection, RejectionCode } from "@/lib/engine/order/rejection";
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

type Of<C extends RejectionCode> = Rejection extends infer R
  ? R extends { readonly code: infer K }
    ? C extends K
      ? R
      : never
    : never
  : never;
type Rows = {
  readonly [C in RejectionCode]: (rejection: Of<C>, assetIdOf: AssetIdOf) => Refusal;
};

const ROWS: Rows = {
  account_not_open: () => forbidden("account is not authorized to trade"),
  account_frozen: () => forbidden("account is not authorized to trade"),
  setting_out_of_range: ({ field, max }) => badField(`${field} must be a whole number <= ${max}`), // own
  order_not_found: ({ orderId }) => notFound(`order not found for ${orderId}`),
  order_not_cancelable: ({ status }) => unprocessable(`order is already in "${status}" state`),
  qty_not_positive: () => badField("qty must be > 0"),
  qty_not_whole: ({ symbol }) =>
    unprocessable(
      parseOccSymbol(symbol) === null
        ? "fractional orders are not supported yet: qty must be a whole number" // own
        : "qty must be an integer",
    ),
  qty_over_max: ({ maxNanos }) => unprocessable(`qty must be <= ${formatQuantity(maxNanos)}`),
  limit_not_positive: () => badField("limit price must be > 0"), // own
  limit_over_max: ({ maxMicros }) => badField(`limit price must be <= ${formatDollars(maxMicros)}`),
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
  contract_expired: () => unprocessable("contract is expired"),
  contract_expires_soon: () => unprocessable("contract expires soon, unable to open new positions"),
  option_market_closed: () =>
    unprocessable("options market orders are only allowed during market hours"),
  ioc_market_closed: () => unprocessable("ioc orders are only accepted while the market is open"), // own
  option_time_in_force: ({ timeInForce }) =>
    unprocessable(`invalid time_in_force for options: ${timeInForce}`),
  intent_mismatch: ({ inferred, specified }) =>
    unprocessable(`position intent mismatch, inferred: ${inferred}, specified: ${specified}`),
  insufficient_qty: insufficientQty,
  short_stock_unsupported: () => forbidden("account not allowed to short"),
  too_many_open_orders: ({ max }) => forbidden(`too many open orders: at most ${max}`), // own
  no_reference_price: ({ symbol }) =>
    unprocessable(`no market price for ${symbol} now: send a limit order`), // own
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
  do_not_exercise_set: () => forbidden("do not exercise instruction already exists"), // own
  do_not_exercise_window: () =>
    forbidden("do not exercise instructions are not accepted after 17:30 or before expiration day"), // own
  no_settlement_price: ({ symbols }) => unprocessable(`no price for ${symbols.join(", ")}`), // own
  not_enough_ids: ({ needed }) => unprocessable(`${needed} order ids are needed`), // own
};

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

function insufficientQty(rejection: Of<"insufficient_qty">): Refusal {
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

function insufficientCover(rejection: Of<"insufficient_cover">, assetIdOf: AssetIdOf): Refusal {
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

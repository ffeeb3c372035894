/**
 * What each order type accepts. Adding a type is adding a member to OrderTerms and a row here.
 *
 * Prices are the market's for the order's side: the touch of a simple order, or the net per unit of
 * a multi-leg order, where paying less or receiving more is always a lower number.
 */
import { type Instrument, multiplierOf } from "../instrument/instrument";
import { divideHalfEven, MICROS_PER_DOLLAR, type Micros, micros } from "../money";
import type { OrderSide, OrderTerms, OrderType } from "./order";

interface TermsRule<T extends OrderTerms> {
  /** The worst price it may trade at; null for any. */
  limitMicros(terms: T): Micros | null;
  /** The price that sets it off; null when it needs none, or when it follows the market. */
  stopMicros(terms: T): Micros | null;
}

const RULES: { readonly [T in OrderType]: TermsRule<Extract<OrderTerms, { type: T }>> } = {
  market: { limitMicros: () => null, stopMicros: () => null },
  limit: { limitMicros: (terms) => terms.limitMicros, stopMicros: () => null },
  stop: {
    limitMicros: (terms) => terms.collarMicros ?? null,
    stopMicros: (terms) => terms.stopMicros,
  },
  stop_limit: {
    limitMicros: (terms) => terms.limitMicros,
    stopMicros: (terms) => terms.stopMicros,
  },
  trailing_stop: { limitMicros: () => null, stopMicros: () => null },
};

function ruleOf(terms: OrderTerms): TermsRule<OrderTerms> {
  // The union of rules cannot be called with the union of terms; the key makes the pair match.
  return RULES[terms.type] as TermsRule<OrderTerms>;
}

/** The order's limit, null for none. */
export function limitOf(terms: OrderTerms): Micros | null {
  return ruleOf(terms).limitMicros(terms);
}

/** The stop price the sender gave, null for none: that of a trailing stop moves with its mark. */
export function stopOf(terms: OrderTerms): Micros | null {
  return ruleOf(terms).stopMicros(terms);
}

/** Whether the order waits for a trigger before it may trade. */
export function isStop(terms: OrderTerms): boolean {
  return terms.type === "trailing_stop" || stopOf(terms) !== null;
}

/** What a stop is once it has been set off: a limit order when it has a limit, else a market order. */
export function liveTerms(terms: OrderTerms): OrderTerms {
  if (!isStop(terms)) return terms;
  const limitMicros = limitOf(terms);
  return limitMicros === null ? { type: "market" } : { type: "limit", limitMicros };
}

/** Below it a buy stop may pay 4% more than its stop, from it on 2.5%. Source: alpaca-wire.md §1.6, read 2026-11-21. */
const COLLAR_STEP = micros(50n * MICROS_PER_DOLLAR);
const CENT = 10_000n;

/** The limit a buy stop gets: its stop plus the collar, rounded down to a cent. */
export function collarOf(stopMicros: Micros): Micros {
  const bps = stopMicros < COLLAR_STEP ? 10_400n : 10_250n;
  const collarMicros = divideHalfEven(stopMicros * bps, 10_000n);
  return micros(collarMicros - (collarMicros % CENT));
}

/** Whether the terms allow a trade at this market price. A net price counts as a buy. */
export function accepts(terms: OrderTerms, side: OrderSide, marketMicros: Micros): boolean {
  const limit = limitOf(terms);
  if (limit === null) return true;
  return side === "buy" ? marketMicros <= limit : marketMicros >= limit;
}

interface NetLeg {
  readonly instrument: Instrument;
  readonly side: OrderSide;
  readonly ratio: number;
  readonly priceMicros: Micros;
}

/**
 * Signed net per unit of legs: paid for what is bought, minus what is received for what is sold. It
 * is quoted per share of a contract, so 100 shares beside one contract count once.
 */
export function netMicros(legs: Iterable<NetLeg>): Micros {
  const all = [...legs];
  let net = 0n;
  for (const { instrument, side, ratio, priceMicros } of all) {
    const valueMicros = priceMicros * BigInt(ratio) * BigInt(multiplierOf(instrument));
    net += side === "buy" ? valueMicros : -valueMicros;
  }
  return micros(divideHalfEven(net, BigInt(unitMultiplier(all))));
}

/** Shares that a unit's net price is multiplied by: the contracts' multiplier, 1 for stock alone. */
export function unitMultiplier(legs: Iterable<{ readonly instrument: Instrument }>): number {
  let multiplier = 1;
  for (const { instrument } of legs) multiplier = Math.max(multiplier, multiplierOf(instrument));
  return multiplier;
}

/**
 * What each order type accepts. Adding a type is adding a member to OrderTerms and a row here.
 *
 * Prices are the market's for the order's side: the touch of a simple order, or the net per unit of
 * a multi-leg order, where paying less or receiving more is always a lower number.
 */
import { type Micros, micros } from "../money";
import type { OrderSide, OrderTerms, OrderType } from "./order";

interface TermsRule<T extends OrderTerms> {
  /** The worst price it may trade at; null for any. */
  limitMicros(terms: T): Micros | null;
}

const RULES: { readonly [T in OrderType]: TermsRule<Extract<OrderTerms, { type: T }>> } = {
  market: { limitMicros: () => null },
  limit: { limitMicros: (terms) => terms.limitMicros },
};

/** The order's limit, null for none. */
export function limitOf(terms: OrderTerms): Micros | null {
  const rule = RULES[terms.type] as TermsRule<OrderTerms>;
  return rule.limitMicros(terms);
}

/** Whether the terms allow a trade at this market price. A net price counts as a buy. */
export function accepts(terms: OrderTerms, side: OrderSide, marketMicros: Micros): boolean {
  const limit = limitOf(terms);
  if (limit === null) return true;
  return side === "buy" ? marketMicros <= limit : marketMicros >= limit;
}

/** Signed net per unit of legs: paid for what is bought, minus what is received for what is sold. */
export function netMicros(
  legs: Iterable<{ side: OrderSide; ratio: number; priceMicros: Micros }>,
): Micros {
  let net = 0n;
  for (const { side, ratio, priceMicros } of legs) {
    net += (side === "buy" ? priceMicros : -priceMicros) * BigInt(ratio);
  }
  return micros(net);
}

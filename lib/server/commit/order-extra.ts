/**
 * What few orders have, as one column of canonical text beside the columns that every order has: null
 * for a plain market or limit order, so that accepting one costs nothing more (docs/adr/0013).
 */
import { canonicalize, parseCanonical } from "@/lib/engine/canonical";
import type { Order } from "@/lib/engine/order/order";

/** The optional fields of an order; a new one does not compile until it is said whether rows keep it. */
type Optional = { [K in keyof Order]-?: undefined extends Order[K] ? K : never }[keyof Order];

const KEPT: { readonly [K in Optional]: boolean } = {
  extendedHours: true,
  noOvernight: true,
  notionalMicros: true,
  doNotReduce: true,
  group: true,
  activeFromMs: true,
  triggered: true,
  mark: true,
  replaces: true,
  replacedBy: true,
  // A place in the queue is how we keep the book; the events have it, and no reader asks.
  queue: false,
};
const NAMES = (Object.keys(KEPT) as Optional[]).filter((name) => KEPT[name]);

type Extra = Partial<Pick<Order, Optional | "terms">>;

/** The column of an order; null when it has nothing that the other columns do not say. */
export function extraText(order: Order): string | null {
  const { type } = order.terms;
  const isPlain = type === "market" || type === "limit";
  if (isPlain && NAMES.every((name) => order[name] === undefined)) return null;
  const extra: { [name: string]: unknown } = isPlain ? {} : { terms: order.terms };
  for (const name of NAMES) extra[name] = order[name];
  return canonicalize(extra);
}

/** The order with what its column says. */
export function withExtra(order: Order, text: string | null): Order {
  return text === null ? order : { ...order, ...parseCanonical<Extra>(text) };
}

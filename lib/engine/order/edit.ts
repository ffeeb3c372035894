/**
 * One change of an order that was refused, as a field of Alpaca's order body and its new value. An
 * empty value leaves the field out; `cancel_order` names a working order that stands in the way.
 */
import type { AccountState } from "../account/account-state";
import { parseDollars, parseQuantity } from "../decimal";
import { type MarketView, touchOf } from "../market/quote";
import type { Micros } from "../money";
import type { GroupDraft, OrderDraft } from "./draft";
import type { OrderTerms, PositionIntent, TimeInForce } from "./order";
import { orderMap } from "./order-map";
import { limitOf, stopOf } from "./terms";

export interface Edit {
  readonly field: string;
  readonly value: string;
}

/** What was asked of an account, and when. */
export interface Asked {
  readonly state: AccountState;
  readonly draft: OrderDraft;
  readonly market: MarketView;
}

type Apply = (asked: Asked, value: string) => OrderDraft | null;

const APPLY: { readonly [field: string]: Apply } = {
  qty: ({ draft }, value) => {
    const qtyNanos = parseQuantity(value);
    const { notionalMicros: _, ...rest } = draft;
    return qtyNanos === null ? null : { ...rest, qtyNanos };
  },
  notional: ({ draft }, value) => {
    const { notionalMicros: _, ...rest } = draft;
    const notionalMicros = parseDollars(value);
    return notionalMicros === null ? rest : { ...rest, notionalMicros };
  },
  limit_price: ({ draft }, value) => withTerms(draft, "limitMicros", value),
  stop_price: ({ draft }, value) => withTerms(draft, "stopMicros", value),
  trail_price: ({ draft }, value) => {
    const trailMicros = parseDollars(value);
    return trailMicros === null
      ? null
      : { ...draft, terms: { type: "trailing_stop", trail: { trailMicros } } };
  },
  trail_percent: ({ draft }, value) => ({
    ...draft,
    terms: { type: "trailing_stop", trail: { trailBps: Math.round(Number(value) * 100) } },
  }),
  time_in_force: ({ draft }, value) => ({ ...draft, timeInForce: value as TimeInForce }),
  type: (asked, value) => {
    const terms = termsOfType(asked, value);
    return terms === null ? null : { ...asked.draft, terms };
  },
  extended_hours: ({ draft: { extendedHours: _, ...rest } }) => rest,
  order_class: ({ draft: { group: _, ...rest } }) => rest,
  "take_profit.limit_price": ({ draft }, value) => withProfit(draft, parseDollars(value)),
  "stop_loss.stop_price": ({ draft }, value) =>
    withLoss(draft, { stopMicros: parseDollars(value) }),
  "stop_loss.limit_price": ({ draft }, value) =>
    withLoss(draft, { limitMicros: parseDollars(value) }),
  "legs.ratio_qty": ({ draft }, value) => {
    const ratios = value.split(",").map(Number);
    const legs = draft.legs.map((leg, index) => ({ ...leg, ratio: ratios[index] ?? leg.ratio }));
    return { ...draft, legs };
  },
  position_intent: ({ draft }, value) => ({
    ...draft,
    legs: draft.legs.map((leg) => ({ ...leg, intent: value as PositionIntent })),
  }),
  cancel_order: ({ draft }) => draft,
};

/** What would be asked after an edit; null when the edit does not apply. */
export function applyEdit(asked: Asked, { field, value }: Edit): Asked | null {
  const draft = APPLY[field]?.(asked, value) ?? null;
  if (draft === null) return null;
  if (field !== "cancel_order") return { ...asked, draft };
  const orders = orderMap(asked.state.orders).without(new Set([value]));
  return { ...asked, state: { ...asked.state, orders } };
}

function withTerms(
  draft: OrderDraft,
  key: "limitMicros" | "stopMicros",
  value: string,
): OrderDraft | null {
  const priceMicros = parseDollars(value);
  if (priceMicros === null || !(key in draft.terms)) return null;
  return { ...draft, terms: { ...draft.terms, [key]: priceMicros } as OrderTerms };
}

/** A market order needs no price; a limit takes the price the order had, or the quote's. */
function termsOfType({ draft, market }: Asked, type: string): OrderTerms | null {
  if (type === "market") return { type };
  if (type !== "limit") return null;
  const own = limitOf(draft.terms) ?? stopOf(draft.terms);
  const [leg] = draft.legs;
  const quote = leg === undefined ? null : market.quoteOf(leg.instrument.symbol);
  const quoted = leg === undefined || quote === null ? null : touchOf(quote, leg.side).priceMicros;
  const limitMicros = own ?? quoted;
  return limitMicros === null || limitMicros <= 0n ? null : { type, limitMicros };
}

function withGroup(draft: OrderDraft, change: Partial<GroupDraft>): OrderDraft | null {
  return draft.group === undefined ? null : { ...draft, group: { ...draft.group, ...change } };
}

/** The take-profit of an oco is the order itself. */
function withProfit(draft: OrderDraft, limitMicros: Micros | null): OrderDraft | null {
  if (limitMicros === null) return null;
  if (draft.group?.kind === "oco") return { ...draft, terms: { type: "limit", limitMicros } };
  const takeProfit = draft.group?.takeProfit;
  return takeProfit === undefined
    ? null
    : withGroup(draft, { takeProfit: { ...takeProfit, limitMicros } });
}

function withLoss(
  draft: OrderDraft,
  prices: { readonly stopMicros?: Micros | null; readonly limitMicros?: Micros | null },
): OrderDraft | null {
  const stopLoss = draft.group?.stopLoss;
  const { stopMicros, limitMicros } = prices;
  if (stopLoss === undefined || stopMicros === null || limitMicros === null) return null;
  const changed = {
    ...(stopMicros !== undefined && { stopMicros }),
    ...(limitMicros !== undefined && { limitMicros }),
  };
  return withGroup(draft, { stopLoss: { ...stopLoss, ...changed } });
}

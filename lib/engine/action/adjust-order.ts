/**
 * What a corporate action does to a working order that was sent before its ex-date.
 *
 * Splits that make more shares change price and quantity; those that make fewer cancel, as do
 * spin-offs, mergers, delistings and any change of an option's terms. Cash dividends lower the buy
 * limits and sell stops that stand until canceled, unless they say do-not-reduce. Prices are rounded
 * so that the order never asks for more than its sender did: bids and sell stops down, the rest up;
 * quantities to whole shares.
 *
 * Source: FINRA Rule 5330 (its round lots are whole shares here), decisions 28, read 2026-11-21.
 */
import { type Instrument, instrumentId, symbolsTouched } from "../instrument/instrument";
import { tickMicros } from "../instrument/tick-size";
import { type Micros, micros, NANOS_PER_UNIT, type Nanos, nanos } from "../money";
import { type Order, type OrderTerms, remainingNanos } from "../order/order";
import { isStop, limitOf } from "../order/terms";
import { adjustContract } from "./adjust-contract";
import type { CashDividend, CorporateAction, Rename, Resize } from "./corporate-action";

/** The order's new terms; "cancel" when it cannot go on; null when it stays as it is. */
export type OrderAdjustment = AdjustedOrder | "cancel" | null;

interface AdjustedOrder {
  readonly terms: OrderTerms;
  readonly qtyNanos: Nanos;
  /** Of each leg. */
  readonly instruments: readonly Instrument[];
  /** Of a trailing stop that trails. */
  readonly hwmMicros?: Micros;
}

/** A dividend below a cent changes no order. Source: FINRA Rule 5330(a), read 2026-11-21. */
const DIVIDEND_MIN = micros(10_000n);

/** Adjusts one order to an action that touches one of its legs. */
export function adjustOrder(order: Order, action: CorporateAction): OrderAdjustment {
  switch (action.kind) {
    case "forward_split":
    case "stock_dividend":
      return ofStock(order) ? resized(order, action) : "cancel";
    case "cash_dividend":
      return ofStock(order) ? reduced(order, action) : changesTerms(order, action);
    case "rename":
      return renamed(order, action);
    case "reverse_split":
    case "spin_off":
    case "merger":
    case "delisting":
      return "cancel";
  }
}

function ofStock(order: Order): boolean {
  return order.legs.every(({ instrument }) => instrument.kind === "equity");
}

/** Cancels when a series of the order gets other terms. */
function changesTerms(order: Order, action: CorporateAction): "cancel" | null {
  const adjusts = order.legs.some(
    ({ instrument }) =>
      instrument.kind === "option" &&
      symbolsTouched(instrument).includes(action.symbol) &&
      adjustContract(instrument, action, null) !== null,
  );
  return adjusts ? "cancel" : null;
}

function resized(order: Order, action: Resize): OrderAdjustment {
  const { newNanos, oldNanos } = action;
  const terms = priced(order, (price) => ({ price: price * oldNanos, per: newNanos }));
  const grown = (remainingNanos(order) * newNanos) / oldNanos;
  const whole = remainingNanos(order) % NANOS_PER_UNIT === 0n;
  const leftNanos = whole ? grown - (grown % NANOS_PER_UNIT) : grown;
  if (terms === null || leftNanos === 0n) return "cancel";
  const hwm = order.mark === undefined ? {} : { hwmMicros: scaled(order.mark.hwmMicros, action) };
  const qtyNanos = nanos(order.filledNanos + leftNanos);
  return { terms: trailing(terms, action), qtyNanos, instruments: instrumentsOf(order), ...hwm };
}

function reduced(order: Order, { cashMicros }: CashDividend): OrderAdjustment {
  const [leg] = order.legs;
  const stops = isStop(order.terms) && order.triggered === undefined;
  const lowered = stops
    ? leg?.side === "sell"
    : leg?.side === "buy" && limitOf(order.terms) !== null;
  if (!lowered || order.timeInForce !== "gtc" || order.doNotReduce === true) return null;
  if (cashMicros < DIVIDEND_MIN) return null;
  const terms = priced(order, (price) => ({ price: price - cashMicros, per: 1n }));
  if (terms === null) return "cancel";
  const { qtyNanos, mark } = order;
  const hwm = mark === undefined ? {} : { hwmMicros: micros(mark.hwmMicros - cashMicros) };
  return { terms, qtyNanos, instruments: instrumentsOf(order), ...hwm };
}

function renamed(order: Order, action: Rename): OrderAdjustment {
  const instruments = order.legs.map(({ instrument }) => {
    if (!symbolsTouched(instrument).includes(action.symbol)) return instrument;
    if (instrument.kind === "equity") return { ...action.renamed, id: instrumentId(instrument) };
    const adjusted = adjustContract(instrument, action, null);
    return adjusted === null || adjusted === "no_price" ? instrument : adjusted.series;
  });
  return { terms: order.terms, qtyNanos: order.qtyNanos, instruments };
}

/** The terms with every price changed and rounded; null when one of them is no price any more. */
function priced(
  order: Order,
  change: (price: bigint) => { readonly price: bigint; readonly per: bigint },
): OrderTerms | null {
  const [leg] = order.legs;
  if (leg === undefined) return null;
  const down = isStop(order.terms) ? leg.side === "sell" : leg.side === "buy";
  const set = (before: Micros) => {
    const { price, per } = change(before);
    const tick = tickMicros(leg.instrument, micros(price / per));
    const steps = price / (per * tick);
    const exact = price % (per * tick) === 0n;
    return micros((down || exact ? steps : steps + 1n) * tick);
  };
  const terms = withPrices(order.terms, set);
  return pricesOf(terms).every((price) => price > 0n) ? terms : null;
}

function withPrices(terms: OrderTerms, set: (price: Micros) => Micros): OrderTerms {
  switch (terms.type) {
    case "market":
    case "trailing_stop":
      return terms;
    case "limit":
      return { ...terms, limitMicros: set(terms.limitMicros) };
    case "stop_limit":
      return {
        ...terms,
        limitMicros: set(terms.limitMicros),
        stopMicros: set(terms.stopMicros),
      };
    case "stop": {
      const { collarMicros } = terms;
      const collar = collarMicros === undefined ? {} : { collarMicros: set(collarMicros) };
      return { ...terms, stopMicros: set(terms.stopMicros), ...collar };
    }
  }
}

function pricesOf(terms: OrderTerms): readonly bigint[] {
  return Object.values(terms).filter((value) => typeof value === "bigint");
}

/** A trail in dollars shrinks with the price; one in percent does so by itself. */
function trailing(terms: OrderTerms, action: Resize): OrderTerms {
  if (terms.type !== "trailing_stop" || !("trailMicros" in terms.trail)) return terms;
  const trailMicros = scaled(terms.trail.trailMicros, action);
  return { ...terms, trail: { trailMicros: trailMicros > 0n ? trailMicros : micros(1n) } };
}

function scaled(price: Micros, { newNanos, oldNanos }: Resize): Micros {
  return micros((price * oldNanos) / newNanos);
}

function instrumentsOf(order: Order): readonly Instrument[] {
  return order.legs.map(({ instrument }) => instrument);
}

/**
 * What an order can make or lose: at expiry for what it opens, now for what it closes. A call sold on
 * shares that are held counts with them, as it is traded with them.
 */
import type { AccountState } from "@/lib/engine/account/account-state";
import { type Outcomes, outcomesOf, sharesHolding } from "@/lib/engine/margin/outcomes";
import type { SeriesHolding } from "@/lib/engine/margin/payoff";
import { absMicros, type Micros, micros, NANOS_PER_UNIT, nanos, prorate } from "@/lib/engine/money";
import type { DraftLeg, OrderDraft } from "@/lib/engine/order/draft";
import { orderOptions } from "@/lib/engine/strategy/describe";

export interface OrderOutcomes {
  /** Null for several expiries, and for what closes. */
  readonly atExpiry: Outcomes | null;
  /** Profit that the closed part realises at the order's price, fees apart; null when it opens. */
  readonly realizedMicros: Micros | null;
  /** Shares already held that the sold calls count on, and what they cost. */
  readonly cover: Cover | null;
  /** Part of it closes and part of it opens. */
  readonly rolls: boolean;
}

interface Cover {
  readonly symbol: string;
  readonly shares: bigint;
  readonly costMicros: Micros;
}

/** Outcomes of an order that pays this much (negative: receives) in all. */
export function orderOutcomes(
  draft: OrderDraft,
  state: AccountState,
  paidMicros: Micros,
): OrderOutcomes {
  const closing = draft.legs.filter((leg) => closes(leg, state));
  const rolls = closing.length > 0 && closing.length < draft.legs.length;
  if (closing.length === draft.legs.length) {
    const realizedMicros = micros(-paidMicros - costOf(draft, state));
    return { atExpiry: null, realizedMicros, cover: null, rolls };
  }
  if (rolls) return { atExpiry: null, realizedMicros: null, cover: null, rolls };
  const cover = coverOf(draft, state);
  return {
    atExpiry: atExpiry(draft, micros(paidMicros + (cover?.costMicros ?? 0n)), cover),
    realizedMicros: null,
    cover,
    rolls,
  };
}

function closes({ instrument, side }: DraftLeg, { positions }: AccountState): boolean {
  const held = positions.get(instrument.symbol)?.qtyNanos ?? 0n;
  return side === "sell" ? held > 0n : held < 0n;
}

/** What the closed quantity cost: negative for the credit of a short. */
function costOf({ legs, qtyNanos }: OrderDraft, { positions }: AccountState): bigint {
  return legs.reduce((sum, { instrument, ratio }) => {
    const held = positions.get(instrument.symbol);
    if (held === undefined) return sum;
    const size = nanos(held.qtyNanos < 0n ? -held.qtyNanos : held.qtyNanos);
    const wanted = nanos(qtyNanos * BigInt(ratio));
    return sum + prorate(held.costMicros, wanted < size ? wanted : size, size);
  }, 0n);
}

/** The shares a lone sold call is covered by, when enough are held. */
function coverOf({ legs, qtyNanos }: OrderDraft, { positions }: AccountState): Cover | null {
  const [leg, ...others] = legs;
  if (leg === undefined || others.length > 0 || leg.side !== "sell") return null;
  if (leg.instrument.kind !== "option" || leg.instrument.right !== "call") return null;
  const { underlying: symbol, multiplier } = leg.instrument;
  const held = positions.get(symbol);
  const sharesNanos = nanos(qtyNanos * BigInt(multiplier));
  if (held === undefined || held.qtyNanos < sharesNanos) return null;
  const costMicros = prorate(held.costMicros, sharesNanos, held.qtyNanos);
  return { symbol, shares: sharesNanos / NANOS_PER_UNIT, costMicros };
}

function atExpiry(draft: OrderDraft, paidMicros: Micros, cover: Cover | null): Outcomes | null {
  const units = Number(draft.qtyNanos / NANOS_PER_UNIT);
  const options: SeriesHolding[] = orderOptions(draft.legs).map(({ series, ratio }) => ({
    series,
    contracts: ratio * units,
  }));
  const [first] = options;
  const expiries = new Set(options.map(({ series }) => series.expiryDate));
  if (first === undefined) return ofStock(draft, paidMicros);
  if (expiries.size > 1) return null;
  const { series } = first;
  const bought = draft.legs.reduce(
    (sum, { instrument, side, ratio }) => {
      if (instrument.kind === "option") return sum;
      return sum + (side === "buy" ? ratio : -ratio) * units;
    },
    Number(cover?.shares ?? 0n),
  );
  const shares = bought === 0 ? [] : [sharesHolding(series, bought / series.multiplier)];
  if (bought % series.multiplier !== 0) return null;
  return outcomesOf([...shares, ...options], paidMicros);
}

/** Shares alone: worthless to doubled, even where they were paid. */
function ofStock({ legs, qtyNanos }: OrderDraft, paidMicros: Micros): Outcomes | null {
  const [leg] = legs;
  const size = absMicros(paidMicros);
  if (leg === undefined || size === 0n || qtyNanos === 0n) return null;
  const even = micros((size * NANOS_PER_UNIT) / qtyNanos);
  const isLong = leg.side === "buy";
  const [lost, won] = [micros(-size), size];
  return {
    maxProfitMicros: isLong ? "unlimited" : size,
    maxLossMicros: isLong ? size : "unlimited",
    breakevensMicros: [even],
    corners: [
      { priceMicros: micros(0n), profitMicros: isLong ? lost : won },
      { priceMicros: micros(2n * even), profitMicros: isLong ? won : lost },
    ],
  };
}

/**
 * Settles the options that expire on a date, at the official prices the command brings.
 *
 * A long in the money by a cent or more is exercised unless its holder said not to, a short is
 * assigned, the rest expires. All of an account's series settle in one commit, purchases of stock
 * before sales, so that both legs of a spread meet and nothing passes through a short sale. A series
 * without its price is held, with the reason on record, and settles when the price comes.
 */
import type { AccountState, Position } from "../account/account-state";
import { evolveAll } from "../account/evolve";
import type { IsoDate } from "../calendar/new-york";
import type { AccountEvent } from "../event/event";
import type { EventBase } from "../event/event-base";
import { deliverableOf, deliverableValue, isExercisedAtExpiry } from "../instrument/deliverable";
import type { OptionSeries } from "../instrument/instrument";
import { settlementTimeOf } from "../instrument/settlement";
import { absNanos, type Micros } from "../money";
import { withCashInstead } from "./carried";
import { settlesFromMs } from "./cut-off";
import { deliver } from "./deliver";
import { expiredOrders, orphanedOrders } from "./drop-orders";
import { equityLookup, priceLookup, type SettlementPrice } from "./settlement-price";

export interface ExpiryFacts {
  readonly date: IsoDate;
  readonly prices: readonly SettlementPrice[];
}

/** The events of settling what is due; none when nothing is, or everything waits as it did before. */
export function settleExpiry(
  state: AccountState,
  facts: ExpiryFacts,
  base: EventBase,
): readonly AccountEvent[] {
  const due = expiringOptions(state, facts.date).filter(
    ({ series }) => base.atMs >= settlesFromMs(series),
  );
  const ends = due.flatMap((holding) => endOf(state, holding, facts, base));
  const settled = withCashInstead(state, inDeliveryOrder(ends));
  if (settled.every((event) => event.type === "option_expiry_held")) return settled;
  return withoutOrders(state, settled, base);
}

export interface OptionHolding {
  readonly position: Position;
  readonly series: OptionSeries;
}

/** Option positions whose series expire on a date, in the order of their symbols. */
export function expiringOptions(state: AccountState, date: IsoDate): readonly OptionHolding[] {
  return [...state.positions.values()]
    .flatMap((position) => {
      const { instrument } = position;
      const expires = instrument.kind === "option" && instrument.expiryDate === date;
      return expires ? [{ position, series: instrument }] : [];
    })
    .sort((a, b) => (a.series.symbol < b.series.symbol ? -1 : 1));
}

/** What one holding comes to: one event, or none when it waits as it did before. */
export function endOf(
  state: AccountState,
  { position, series }: OptionHolding,
  { date, prices }: ExpiryFacts,
  base: EventBase,
): readonly AccountEvent[] {
  const priceOf = priceLookup(prices, settlementTimeOf(series));
  const deliverable = deliverableOf(series);
  const valueMicros = deliverableValue(deliverable, priceOf);
  if (valueMicros === null) {
    const missing = deliverable.shares
      .map(({ symbol }) => symbol)
      .filter((symbol) => priceOf(symbol) === null);
    return hold(state, { date, symbol: series.symbol, missing }, base);
  }
  const qtyNanos = absNanos(position.qtyNanos);
  const ended = { date, series, qtyNanos, valueMicros, ...base };
  const reason = expiresUnused(state, position, series, valueMicros);
  const long = position.qtyNanos > 0n;
  if (reason !== null) {
    return [{ type: "option_expired", reason, side: long ? "long" : "short", ...ended }];
  }
  const role = long ? "holder" : "writer";
  const equityOf = equityLookup(state, prices);
  const delivered = deliver({ series, qtyNanos, role }, { priceOf, equityOf });
  if (!delivered.ok) {
    return hold(state, { date, symbol: series.symbol, ...delivered.error }, base);
  }
  return long
    ? [{ type: "option_exercised", reason: "expiry", ...delivered.value, ...ended }]
    : [{ type: "option_assigned", reason: "expiry", draw: null, ...delivered.value, ...ended }];
}

function expiresUnused(
  state: AccountState,
  position: Position,
  series: OptionSeries,
  valueMicros: Micros,
): "worthless" | "do_not_exercise" | null {
  if (!isExercisedAtExpiry(series, valueMicros)) return "worthless";
  const told = position.qtyNanos > 0n && state.lifecycle.doNotExercise.includes(series.symbol);
  return told ? "do_not_exercise" : null;
}

function hold(
  state: AccountState,
  held: { readonly date: IsoDate; readonly symbol: string; readonly missing: readonly string[] },
  base: EventBase,
): readonly AccountEvent[] {
  const known = state.lifecycle.heldExpiries.find(({ symbol }) => symbol === held.symbol);
  const same = known !== undefined && known.missing.join() === held.missing.join();
  return same ? [] : [{ type: "option_expiry_held", ...held, ...base }];
}

/** Purchases of stock first, then sales, then what brings no stock. */
export function inDeliveryOrder(events: readonly AccountEvent[]): readonly AccountEvent[] {
  return [...events].sort((a, b) => turnOf(a) - turnOf(b));
}

function turnOf(event: AccountEvent): number {
  if (event.type !== "option_exercised" && event.type !== "option_assigned") return 2;
  const [first] = event.stock;
  if (first === undefined) return 2;
  return first.side === "buy" ? 0 : 1;
}

function withoutOrders(
  state: AccountState,
  settled: readonly AccountEvent[],
  base: EventBase,
): readonly AccountEvent[] {
  const expired = expiredOrders(state, base);
  const after = evolveAll(state, [...expired, ...settled]);
  return [...expired, ...settled, ...orphanedOrders(after, base)];
}

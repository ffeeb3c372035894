/**
 * Before the close of their last day: positions whose expiry the account could not carry are closed,
 * the whole spread in one order, so that never one leg is sold from under the other.
 *
 * Asked at the quotes of now, as if the underlying closed where it is. Of the right that is in the
 * money every expiring series is closed together; what nobody bids for stays, since it ends worthless
 * anyway. Setting `exercise` takes the expiry as it comes and leaves the rest to a margin call.
 * Source: engine.md §6; alpaca-py issue 774 (one leg of a spread sold), read 2026-11-21.
 */

import type { AccountState } from "../account/account-state";
import { evolveAll } from "../account/evolve";
import type { IsoDate } from "../calendar/new-york";
import type { AccountEvent } from "../event/event";
import type { EventBase } from "../event/event-base";
import { contractIntrinsic, deliverableOf, deliverableValue } from "../instrument/deliverable";
import { isCashSettled } from "../instrument/settlement";
import { type MarketView, markMicros } from "../market/quote";
import { closingDraft } from "../order/closing-draft";
import { placeOrders } from "../order/place-orders";
import type { Rejection } from "../order/rejection";
import { err, ok, type Result } from "../result";
import { findCarryShortfall, findUndeliverable } from "./carry";
import { closingSpanOf } from "./cut-off";
import { endOf, expiringOptions, inDeliveryOrder, type OptionHolding } from "./settle-expiry";

export interface CloseExpiring {
  readonly date: IsoDate;
  readonly underlying: string;
  /** Fresh ids for what is sent: one for each order and one for each of its legs. */
  readonly ids: readonly string[];
}

const LEGS_MAX = 4;

/** The events of closing what cannot be carried; none when it can, or it is not the time. */
export function closeExpiring(
  state: AccountState,
  { date, underlying, ids }: CloseExpiring,
  market: MarketView,
  base: EventBase,
): Result<readonly AccountEvent[], Rejection> {
  if (state.lifecycle.shortfall === "exercise") return ok([]);
  const holdings = expiringOptions(state, date).filter(
    ({ series }) => series.underlying === underlying && isClosing(series, base.atMs),
  );
  if (!isTooMuch(state, holdings, market, base)) return ok([]);
  const groups = groupsOf(holdings.filter((holding) => isClosed(holding, holdings, market)));
  if (groups.length === 0) return ok([]);
  const needed = groups.reduce((sum, group) => sum + 1 + group.length, 0);
  if (ids.length < needed) return err({ code: "not_enough_ids", needed });
  return closeAll(state, groups, ids, { market, base });
}

function isClosing(series: OptionHolding["series"], atMs: number): boolean {
  const span = closingSpanOf(series);
  return span !== null && !isCashSettled(series) && atMs >= span.fromMs && atMs < span.untilMs;
}

/** Whether settling the holdings at the marks of now leaves something the account cannot carry. */
function isTooMuch(
  state: AccountState,
  holdings: readonly OptionHolding[],
  market: MarketView,
  base: EventBase,
): boolean {
  const prices = holdings
    .flatMap(({ series }) => deliverableOf(series).shares)
    .flatMap(({ symbol }) => {
      const priceMicros = markMicros(market, symbol);
      return priceMicros === null ? [] : [{ symbol, time: "pm", priceMicros } as const];
    });
  const ends = holdings.flatMap((holding) =>
    endOf(state, holding, { date: holding.series.expiryDate, prices }, base),
  );
  const after = evolveAll(state, inDeliveryOrder(ends));
  return findUndeliverable(after) !== null || findCarryShortfall(state, after, market) !== null;
}

/** Everything of a right that has something in the money, but for longs that nobody bids for. */
function isClosed(
  { position, series }: OptionHolding,
  all: readonly OptionHolding[],
  market: MarketView,
): boolean {
  const tested = all.some(
    (other) => other.series.right === series.right && isInMoney(other, market),
  );
  const unwanted = position.qtyNanos > 0n && (market.quoteOf(series.symbol)?.bidMicros ?? 0n) <= 0n;
  return tested && !unwanted;
}

function isInMoney({ series }: OptionHolding, market: MarketView): boolean {
  const value = deliverableValue(deliverableOf(series), (symbol) => markMicros(market, symbol));
  return value !== null && contractIntrinsic(series, value) > 0n;
}

/** Orders of up to four legs: one when all fit, else calls apart from puts, strikes side by side. */
function groupsOf(holdings: readonly OptionHolding[]): readonly (readonly OptionHolding[])[] {
  if (holdings.length <= LEGS_MAX) return holdings.length === 0 ? [] : [holdings];
  const byStrike = [...holdings].sort((a, b) =>
    a.series.strikeMicros < b.series.strikeMicros ? -1 : 1,
  );
  return (["call", "put"] as const).flatMap((right) => {
    const group = byStrike.filter(({ series }) => series.right === right);
    const count = Math.ceil(group.length / LEGS_MAX);
    return Array.from({ length: count }, (_, n) => group.slice(n * LEGS_MAX, (n + 1) * LEGS_MAX));
  });
}

/** Orders that stood in the way are canceled first: they have spoken for the same contracts. */
function closeAll(
  state: AccountState,
  groups: readonly (readonly OptionHolding[])[],
  ids: readonly string[],
  { market, base }: { readonly market: MarketView; readonly base: EventBase },
): Result<readonly AccountEvent[], Rejection> {
  const symbols = new Set(groups.flat().map(({ series }) => series.symbol));
  const canceled: AccountEvent[] = [...state.orders.values()]
    .filter(({ legs }) => legs.some(({ instrument }) => symbols.has(instrument.symbol)))
    .map(({ id: orderId }) => {
      return { type: "order_canceled", orderId, reason: "expiry_close", ...base };
    });
  let used = 0;
  const drafts = groups.map((group) => {
    const from = used;
    used += 1 + group.length;
    return closingDraft(
      group.map(({ position }) => position),
      ids.slice(from, used),
    );
  });
  const placed = placeOrders(evolveAll(state, canceled), drafts, { market, base });
  return placed.ok ? ok([...canceled, ...placed.value]) : placed;
}

/**
 * The account at the end of a day: what it was worth at the official closes.
 *
 * A function of the state and the marks, so that it can be written once and rebuilt for ever; the
 * marks are in it. From 16:20 ET, 13:20 on half days. Source: engine.md §8, decisions 30.
 */
import type { AccountState, Position } from "../account/account-state";
import { unrealizedMicros, valueNowMicros } from "../account/position-figures";
import type { IsoDate } from "../calendar/new-york";
import { tradingDay } from "../calendar/trading-calendar";
import type { AccountEvent } from "../event/event";
import type { EventBase } from "../event/event-base";
import { symbolsTouched } from "../instrument/instrument";
import { standingOf } from "../margin/standing";
import { type MarketView, markMicros } from "../market/quote";
import { micros } from "../money";
import { err, ok, type Result } from "../result";
import { closingMarket } from "./closing-market";
import type { LifecycleRejection } from "./lifecycle-rejection";
import type { Mark, Snapshot, SnapshotPosition } from "./snapshot-record";

const AFTER_CLOSE_MS = 20 * 60_000;

/** The account on a date at these marks, or the symbols without one. */
export function snapshotOf(
  state: AccountState,
  date: IsoDate,
  marks: readonly Mark[],
): Result<Snapshot, LifecycleRejection> {
  const positions = [...state.positions.values()].sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  const wanted = [
    ...new Set(
      positions.flatMap(({ symbol, instrument }) => [symbol, ...symbolsTouched(instrument)]),
    ),
  ].sort();
  const market = closingMarket(marks, state);
  const missing = wanted.filter((symbol) => market.quoteOf(symbol) === null);
  if (missing.length > 0) return err({ code: "no_settlement_price", symbols: missing });
  const standing = standingOf(state, market);
  const { equityMicros } = standing;
  const before = state.lifecycle.lastSnapshot?.equityMicros ?? state.startingCashMicros;
  return ok({
    ...{ date, epoch: state.epoch, equityMicros, cashMicros: state.cashMicros },
    longValueMicros: standing.longValueMicros,
    shortValueMicros: standing.shortValueMicros,
    initialMarginMicros: standing.initialMarginMicros,
    maintenanceMarginMicros: standing.maintenanceMarginMicros,
    realizedMicros: state.realizedMicros,
    dayProfitMicros: micros(equityMicros - before),
    totalProfitMicros: micros(equityMicros - state.startingCashMicros),
    positions: positions.map((position) => lineOf(position, market)),
    marks: [...marks]
      .filter(({ symbol }) => wanted.includes(symbol))
      .sort((a, b) => (a.symbol < b.symbol ? -1 : 1)),
  });
}

function lineOf(position: Position, market: MarketView): SnapshotPosition {
  const { symbol, qtyNanos, costMicros } = position;
  return {
    ...{ symbol, qtyNanos, costMicros },
    markMicros: markMicros(market, symbol) ?? micros(0n),
    valueMicros: valueNowMicros(position, market),
    unrealizedMicros: unrealizedMicros(position, market),
  };
}

/** The event of writing a day, once; none before its time or when it is written. */
export function takeSnapshot(
  state: AccountState,
  { date, marks }: { readonly date: IsoDate; readonly marks: readonly Mark[] },
  base: EventBase,
): Result<readonly AccountEvent[], LifecycleRejection> {
  const day = tradingDay(date);
  const { lastSnapshot } = state.lifecycle;
  if (day === null || base.atMs < day.closeMs + AFTER_CLOSE_MS) return ok([]);
  if (lastSnapshot !== null && lastSnapshot.date >= date) return ok([]);
  const snapshot = snapshotOf(state, date, marks);
  return snapshot.ok
    ? ok([{ type: "snapshot_taken", snapshot: snapshot.value, ...base }])
    : snapshot;
}

/**
 * A holder's own word: exercise now, or not at expiry.
 *
 * American series only, on trading days until the close, on the last day until 17:30. Policy
 * `alpaca` refuses what Alpaca refuses: after the close, and out of the money.
 * Source: engine.md §6; alpaca-wire.md §1.9 and §2.11, read 2026-11-21.
 */
import type { AccountState, Position } from "../account/account-state";
import { heldQuantity } from "../account/account-state";
import { evolveAll } from "../account/evolve";
import { newYorkOf } from "../calendar/new-york";
import { tradingDay } from "../calendar/trading-calendar";
import type { AccountEvent } from "../event/event";
import type { EventBase } from "../event/event-base";
import { contractIntrinsic, deliverableOf, deliverableValue } from "../instrument/deliverable";
import type { Equity, OptionSeries } from "../instrument/instrument";
import { lastTradingDate } from "../instrument/settlement";
import { type MarketView, markMicros } from "../market/quote";
import { sessionCloseMs } from "../match/trading-session";
import { type Micros, NANOS_PER_UNIT, type Nanos, nanos, ZERO_NANOS } from "../money";
import { closingHolds } from "../order/check-position";
import type { Rejection } from "../order/rejection";
import { err, ok, type Result } from "../result";
import { findUncovered } from "./carried";
import { findCarryShortfall, findUndeliverable } from "./carry";
import { exerciseCutOffMs } from "./cut-off";
import { deliver } from "./deliver";
import { orphanedOrders } from "./drop-orders";
import { equityLookup } from "./settlement-price";

export interface ExerciseRequest {
  readonly symbol: string;
  /** Whole contracts; null for all that no working order has spoken for. */
  readonly qtyNanos: Nanos | null;
  /** The stocks it delivers as they are listed; those the account holds need not be named. */
  readonly equities?: readonly Equity[];
}

type Held = { readonly position: Position; readonly series: OptionSeries };

/** The events of exercising now, or why it cannot be done. */
export function exerciseOption(
  state: AccountState,
  request: ExerciseRequest,
  market: MarketView,
  base: EventBase,
): Result<readonly AccountEvent[], Rejection> {
  const held = findLong(state, request.symbol);
  if (!held.ok) return held;
  const { series } = held.value;
  const qty = exercisedQuantity(state, held.value.position, request.qtyNanos);
  if (!qty.ok) return qty;
  const valueMicros = valueNow(series, market);
  const rejection =
    windowRejection(series, state, base.atMs) ?? moneyRejection(state, series, valueMicros);
  if (rejection !== null) return err(rejection);
  const prices = (request.equities ?? []).map((equity) => {
    return { symbol: equity.symbol, time: "pm", priceMicros: 0n as Micros, equity } as const;
  });
  const facts = {
    priceOf: (symbol: string) => markMicros(market, symbol),
    equityOf: equityLookup(state, prices),
  };
  const contracts = { series, qtyNanos: qty.value, role: "holder" } as const;
  const delivered = deliver(contracts, facts);
  if (!delivered.ok) return err({ code: "no_settlement_price", symbols: delivered.error.missing });
  const exercised: AccountEvent = {
    ...{ type: "option_exercised", reason: "requested", date: newYorkOf(base.atMs).date },
    ...{ series, qtyNanos: qty.value, valueMicros },
    ...delivered.value,
    ...base,
  };
  const after = evolveAll(state, [exercised]);
  const refusal = carryRejection(state, after, series.symbol, market);
  if (refusal !== null) return err(refusal);
  return ok([exercised, ...orphanedOrders(after, base)]);
}

function carryRejection(
  before: AccountState,
  after: AccountState,
  symbol: string,
  market: MarketView,
): Rejection | null {
  const short = findUndeliverable(after);
  if (short !== null) {
    const underlying = short.symbol;
    const availableNanos = heldQuantity(before, underlying);
    const requiredNanos = nanos(availableNanos - short.qtyNanos);
    return { code: "exercise_undeliverable", symbol, underlying, requiredNanos, availableNanos };
  }
  const [underlying] = findUncovered(before, after);
  if (underlying !== undefined) return { code: "exercise_uncovers", symbol, underlying };
  const shortfall = findCarryShortfall(before, after, market);
  return shortfall === null ? null : { code: "exercise_not_carried", symbol, ...shortfall };
}

/** The event of telling not to exercise at expiry, or why it cannot be told. */
export function instructDoNotExercise(
  state: AccountState,
  symbol: string,
  base: EventBase,
): Result<readonly AccountEvent[], Rejection> {
  const held = findLong(state, symbol);
  if (!held.ok) return held;
  const { expiryDate } = held.value.series;
  const today = newYorkOf(base.atMs).date;
  if (today !== expiryDate || base.atMs >= exerciseCutOffMs(expiryDate)) {
    return err({ code: "do_not_exercise_window", symbol, expiryDate });
  }
  if (state.lifecycle.doNotExercise.includes(symbol)) return ok([]);
  return ok([{ type: "do_not_exercise_instructed", symbol, ...base }]);
}

function findLong(state: AccountState, symbol: string): Result<Held, Rejection> {
  const position = state.positions.get(symbol);
  if (position === undefined || position.instrument.kind !== "option") {
    return err({ code: "option_position_not_found", symbol });
  }
  if (position.qtyNanos < 0n) return err({ code: "exercise_short", symbol });
  const series = position.instrument;
  if (series.style === "european") return err({ code: "exercise_european", symbol });
  return ok({ position, series });
}

function exercisedQuantity(
  state: AccountState,
  { symbol }: Position,
  asked: Nanos | null,
): Result<Nanos, Rejection> {
  const existingNanos = heldQuantity(state, symbol);
  const { heldNanos, orderIds } = closingHolds(state, symbol);
  const free = nanos(existingNanos - heldNanos);
  const availableNanos = free > 0n ? free : ZERO_NANOS;
  const requestedNanos = asked ?? availableNanos;
  if (asked !== null && (asked <= 0n || asked % NANOS_PER_UNIT !== 0n)) {
    return err({ code: "qty_not_whole", symbol, qtyNanos: asked });
  }
  if (requestedNanos > 0n && requestedNanos <= availableNanos) return ok(requestedNanos);
  return err({
    ...{ code: "insufficient_qty", symbol, requestedNanos, availableNanos, existingNanos },
    ...{ heldNanos, relatedOrderIds: orderIds },
  });
}

function windowRejection(
  series: OptionSeries,
  state: AccountState,
  atMs: number,
): Rejection | null {
  const { symbol, expiryDate } = series;
  if (state.lifecycle.doNotExercise.includes(symbol))
    return { code: "do_not_exercise_set", symbol };
  const { date } = newYorkOf(atMs);
  const day = tradingDay(date);
  const closed: Rejection = { code: "exercise_window_closed", symbol };
  if (day === null || date > lastTradingDate(series)) return closed;
  const late = date === expiryDate && !isStrict(state) ? exerciseCutOffMs(date) : 0;
  return atMs < Math.max(sessionCloseMs(day, series), late) ? null : closed;
}

function moneyRejection(
  state: AccountState,
  series: OptionSeries,
  valueMicros: Micros | null,
): Rejection | null {
  if (!isStrict(state)) return null;
  if (valueMicros === null) return { code: "no_settlement_price", symbols: [series.underlying] };
  return contractIntrinsic(series, valueMicros) > 0n
    ? null
    : { code: "exercise_out_of_money", symbol: series.symbol };
}

/** Policy `alpaca` takes over every refusal of Alpaca (decisions 22). */
function isStrict(state: AccountState): boolean {
  return state.policy === "alpaca";
}

function valueNow(series: OptionSeries, market: MarketView): Micros | null {
  return deliverableValue(deliverableOf(series), (symbol) => markMicros(market, symbol));
}

/**
 * Interest on the settled debit and borrow fees on shorts, for the days until the next business day,
 * posted once a month in whole cents; what is less than a cent stays accrued.
 *
 * amount = balance x rate / 360 x calendar days, rounded once. Credit interest is optional and is
 * paid on settled cash beyond what shorts are worth: their proceeds are collateral. Source:
 * engine.md §8, decisions 30, read 2026-11-21.
 */
import type { AccountState } from "../account/account-state";
import { evolveAll } from "../account/evolve";
import { daysBetween, type IsoDate } from "../calendar/new-york";
import { nextTradingDay, tradingDay } from "../calendar/trading-calendar";
import type { AccountEvent, EventOf } from "../event/event";
import type { EventBase } from "../event/event-base";
import type { BorrowFee } from "../event/life-event";
import { absNanos, divideHalfEven, type Micros, micros, notional, ZERO_MICROS } from "../money";
import { err, ok, type Result } from "../result";
import type { LifecycleRejection } from "./lifecycle-rejection";
import { settledCash } from "./settlement";
import { priceLookup, type SettlementPrice } from "./settlement-price";

const DAYS_PER_YEAR = 360n;
const BPS = 10_000n;
const CENT_MICROS = 10_000n;

/** The rates of a day, per year in hundredths of a percent, and the closes that value shorts. */
export interface InterestFacts {
  readonly date: IsoDate;
  readonly debitBps: number;
  /** Zero for an account that is paid nothing on its cash. */
  readonly creditBps: number;
  /** A stock that is not in the table is lent for nothing. */
  readonly borrow: readonly { readonly symbol: string; readonly rateBps: number }[];
  readonly prices: readonly SettlementPrice[];
}

/** The events of one evening, once a day; or the shorts without a close. */
export function accrueInterest(
  state: AccountState,
  facts: InterestFacts,
  base: EventBase,
): Result<readonly AccountEvent[], LifecycleRejection> {
  const day = tradingDay(facts.date);
  const { accruedOn } = state.lifecycle;
  if (day === null || base.atMs < day.closeMs) return ok([]);
  if (accruedOn !== null && accruedOn >= facts.date) return ok([]);
  const borrow = borrowFees(state, facts);
  if (!borrow.ok) return borrow;
  const late = lateMonth(state, facts.date, base);
  const paid = evolveAll(state, late);
  const accrued = accrual(paid, facts, borrow.value, base);
  const after = evolveAll(paid, accrued);
  return ok([...late, ...accrued, ...monthEnd(after, facts.date, base)]);
}

function accrual(
  state: AccountState,
  facts: InterestFacts,
  borrow: readonly BorrowFee[],
  base: EventBase,
): readonly EventOf<"interest_accrued">[] {
  const { date } = facts;
  const days = daysUntilNext(date);
  const settledMicros = settledCash(state.lifecycle, state.cashMicros, date);
  const bearsMicros = bearing(settledMicros, state, facts.prices);
  const rateBps = bearsMicros < 0n ? facts.debitBps : facts.creditBps;
  const interestMicros = interestOn(bearsMicros, rateBps, days);
  if (interestMicros === 0n && borrow.length === 0) return [];
  const amounts = { settledMicros, rateBps, interestMicros, borrow };
  return [{ type: "interest_accrued", date, days, ...amounts, ...base }];
}

/** Calendar days from a trading day to the next. */
function daysUntilNext(date: IsoDate): number {
  return daysBetween(date, nextTradingDay(date).date);
}

function bearing(
  settledMicros: Micros,
  state: AccountState,
  prices: readonly SettlementPrice[],
): Micros {
  if (settledMicros <= 0n) return settledMicros;
  const priceOf = priceLookup(prices, "pm");
  let free: bigint = settledMicros;
  for (const { symbol, instrument, qtyNanos, costMicros } of state.positions.values()) {
    if (instrument.kind !== "equity" || qtyNanos >= 0n) continue;
    const price = priceOf(symbol);
    free -= price === null ? -costMicros : notional(price, absNanos(qtyNanos), 1);
  }
  return free > 0n ? micros(free) : ZERO_MICROS;
}

function interestOn(amountMicros: Micros, rateBps: number, days: number): Micros {
  const yearly = amountMicros * BigInt(rateBps) * BigInt(days);
  return micros(divideHalfEven(yearly, BPS * DAYS_PER_YEAR));
}

function borrowFees(
  state: AccountState,
  { date, borrow, prices }: InterestFacts,
): Result<readonly BorrowFee[], LifecycleRejection> {
  const priceOf = priceLookup(prices, "pm");
  const fees: BorrowFee[] = [];
  const unpriced: string[] = [];
  for (const { symbol, instrument, qtyNanos } of state.positions.values()) {
    const rateBps = borrow.find((row) => row.symbol === symbol)?.rateBps ?? 0;
    if (instrument.kind !== "equity" || qtyNanos >= 0n || rateBps === 0) continue;
    const price = priceOf(symbol);
    if (price === null) {
      unpriced.push(symbol);
      continue;
    }
    const valueMicros = notional(price, absNanos(qtyNanos), 1);
    const feeMicros = interestOn(valueMicros, rateBps, daysUntilNext(date));
    fees.push({ symbol, qtyNanos: absNanos(qtyNanos), valueMicros, rateBps, feeMicros });
  }
  return unpriced.length === 0 ? ok(fees) : err({ code: "no_settlement_price", symbols: unpriced });
}

/** A month whose last evening was missed is posted before the next accrues. */
function lateMonth(state: AccountState, date: IsoDate, base: EventBase): readonly AccountEvent[] {
  const { accruedOn } = state.lifecycle;
  if (accruedOn === null || monthOf(accruedOn) === monthOf(date)) return [];
  return posting(state, monthOf(accruedOn), base);
}

/** The last business day of a month posts it, the days until the next included. */
function monthEnd(state: AccountState, date: IsoDate, base: EventBase): readonly AccountEvent[] {
  const month = monthOf(date);
  return monthOf(nextTradingDay(date).date) === month ? [] : posting(state, month, base);
}

function posting(
  { lifecycle }: AccountState,
  month: string,
  base: EventBase,
): readonly AccountEvent[] {
  const interestMicros = wholeCents(lifecycle.interestAccruedMicros);
  const borrowMicros = wholeCents(lifecycle.borrowAccruedMicros);
  if (interestMicros === 0n && borrowMicros === 0n) return [];
  return [{ type: "interest_posted", month, interestMicros, borrowMicros, ...base }];
}

function wholeCents(amount: Micros): Micros {
  return micros(divideHalfEven(amount, CENT_MICROS) * CENT_MICROS);
}

function monthOf(date: IsoDate): string {
  return date.slice(0, 7);
}

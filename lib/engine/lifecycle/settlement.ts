/**
 * T+1: the cash of a trade is the trader's at once and settles a business day later.
 *
 * Until then it bears no interest, and a cash account may spend it but not sell what it bought with
 * it (the good-faith rule). Source: engine.md §8, decisions 30; SEC Rule 15c6-1 (T+1 since
 * 2024-05-28), Regulation T 220.8(a), read 2026-11-21.
 */
import type { AccountKind } from "../account/account-state";
import { type IsoDate, newYorkOf } from "../calendar/new-york";
import { nextTradingDay, tradingDay } from "../calendar/trading-calendar";
import {
  absNanos,
  type Micros,
  micros,
  minNanos,
  NANOS_PER_UNIT,
  type Nanos,
  nanos,
  ZERO_MICROS,
  ZERO_NANOS,
} from "../money";
import type { LifecycleState, SettlementLock, Unsettled } from "./lifecycle-state";

/** One leg of a trade as settlement sees it. */
interface Bought {
  readonly symbol: string;
  /** Signed change of the position that opens or enlarges it. */
  readonly openedNanos: Nanos;
}

interface TradeMoney {
  readonly atMs: number;
  readonly kind: AccountKind;
  /** Cash of the account before the trade. */
  readonly cashBeforeMicros: Micros;
  /** What the trade brought after fees; negative when it cost. */
  readonly netMicros: Micros;
  readonly bought: readonly Bought[];
}

/** The date on which a trade of this instant settles. */
export function settlementDateOf(atMs: number): IsoDate {
  return settlementOf(newYorkOf(atMs).date);
}

function settlementOf(date: IsoDate): IsoDate {
  return (tradingDay(date) ?? nextTradingDay(date)).settlementDate;
}

/** The life of the account after the money of a trade: what has settled since is let go. */
export function afterTradeMoney(life: LifecycleState, trade: TradeMoney): LifecycleState {
  const today = newYorkOf(trade.atMs).date;
  const open = life.unsettled.filter(({ settlesOn }) => settlesOn > today);
  const locks = life.locks.filter(({ untilDate }) => untilDate > today);
  return {
    ...life,
    unsettled: withMoney(open, settlementOf(today), trade.netMicros),
    locks: trade.kind === "cash" ? [...locks, ...locksOf(open, trade)] : locks,
  };
}

function withMoney(
  open: readonly Unsettled[],
  settlesOn: IsoDate,
  netMicros: Micros,
): readonly Unsettled[] {
  if (netMicros === 0n) return open;
  const same = open.find((entry) => entry.settlesOn === settlesOn);
  const [receivable, payable] = netMicros > 0n ? [netMicros, 0n] : [0n, -netMicros];
  const merged: Unsettled = {
    settlesOn,
    receivableMicros: micros((same?.receivableMicros ?? 0n) + receivable),
    payableMicros: micros((same?.payableMicros ?? 0n) + payable),
  };
  if (open.length === 0 || (open.length === 1 && same !== undefined)) return [merged];
  const others = open.filter((entry) => entry !== same);
  return [...others, merged].sort((a, b) => (a.settlesOn < b.settlesOn ? -1 : 1));
}

/** Settled money pays first; what unsettled proceeds paid for is locked until they settle. */
function locksOf(open: readonly Unsettled[], trade: TradeMoney): readonly SettlementLock[] {
  const costMicros = micros(-trade.netMicros);
  const borrowedMicros = costMicros - settledToSpend(open, trade.cashBeforeMicros);
  if (costMicros <= 0n || borrowedMicros <= 0n) return [];
  const untilDate = coveredOn(open, trade.cashBeforeMicros, costMicros);
  if (untilDate === null) return [];
  return trade.bought
    .filter(({ openedNanos }) => openedNanos > 0n)
    .map(({ symbol, openedNanos }) => ({
      symbol,
      qtyNanos: shareUp(openedNanos, micros(borrowedMicros), costMicros),
      untilDate,
    }));
}

function settledToSpend(open: readonly Unsettled[], cashMicros: Micros): Micros {
  const settled = open.reduce((left, entry) => left - entry.receivableMicros, cashMicros as bigint);
  return settled > 0n ? micros(settled) : ZERO_MICROS;
}

/** The first date by which enough has settled to pay for it; null when it is paid with a loan. */
function coveredOn(
  open: readonly Unsettled[],
  cashMicros: Micros,
  costMicros: Micros,
): IsoDate | null {
  let settled: bigint = open.reduce(
    (left, entry) => left - entry.receivableMicros,
    cashMicros as bigint,
  );
  for (const entry of open) {
    settled += entry.receivableMicros;
    if (settled >= costMicros) return entry.settlesOn;
  }
  return null;
}

/** The part of a quantity, rounded up to whole units so that no fraction is left over for sale. */
function shareUp(qtyNanos: Nanos, partMicros: Micros, wholeMicros: Micros): Nanos {
  const exact = (qtyNanos * partMicros + wholeMicros - 1n) / wholeMicros;
  const whole = ((exact + NANOS_PER_UNIT - 1n) / NANOS_PER_UNIT) * NANOS_PER_UNIT;
  return minNanos(nanos(whole), qtyNanos);
}

/** Cash that has settled by the end of a date: what debit interest is charged on. */
export function settledCash(
  { unsettled }: LifecycleState,
  cashMicros: Micros,
  date: IsoDate,
): Micros {
  let settled: bigint = cashMicros;
  for (const entry of unsettled) {
    if (entry.settlesOn > date) settled += entry.payableMicros - entry.receivableMicros;
  }
  return micros(settled);
}

/** What of a holding may not be sold today, and when it may. */
export function lockedOf(
  { locks }: LifecycleState,
  symbol: string,
  date: IsoDate,
): { readonly qtyNanos: Nanos; readonly untilDate: IsoDate | null } {
  let qtyNanos = ZERO_NANOS;
  let untilDate: IsoDate | null = null;
  for (const lock of locks) {
    if (lock.symbol !== symbol || lock.untilDate <= date) continue;
    qtyNanos = nanos(qtyNanos + absNanos(lock.qtyNanos));
    if (untilDate === null || lock.untilDate > untilDate) untilDate = lock.untilDate;
  }
  return { qtyNanos, untilDate };
}

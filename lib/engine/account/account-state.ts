/**
 * Everything the engine knows of one account: a fold of its events. Terminal orders leave the
 * state; they live on in the events and in the projections.
 */
import type { FeeSetting } from "../fees/fee-schedule";
import type { Instrument } from "../instrument/instrument";
import type { Lots } from "../ledger/lots";
import { type LifecycleState, NEW_LIFECYCLE } from "../lifecycle/lifecycle-state";
import { DEFAULT_SETTINGS, type FillSettings } from "../match/profile/fill-settings";
import type { Micros, Nanos } from "../money";
import { nanos, ZERO_MICROS, ZERO_NANOS } from "../money";
import type { Order } from "../order/order";

export type AccountKind = "cash" | "margin";
export type MarginPolicy = "regt";
export type FillProfile = "strict" | "standard" | "queue" | "alpaca";
export type MarketBinding = "sim" | "alpaca";

export interface Position {
  readonly symbol: string;
  readonly instrument: Instrument;
  /** Negative when short. */
  readonly qtyNanos: Nanos;
  /** What was paid for it in total; negative for the credit of a short. Average cost, as Alpaca. */
  readonly costMicros: Micros;
}

/** How much of one displayed side of one quote the account has taken (decisions 25). */
export interface Consumption {
  readonly symbol: string;
  readonly side: "bid" | "ask";
  readonly setAtMs: number;
  readonly takenNanos: Nanos;
}

export interface AccountState {
  readonly id: string;
  /** The number of the last event; 0 before the account is opened. */
  readonly version: number;
  readonly epoch: number;
  readonly kind: AccountKind;
  readonly policy: MarginPolicy;
  readonly profile: FillProfile;
  readonly settings: FillSettings;
  readonly market: MarketBinding;
  /** Whether fills pay regulatory and clearing fees. */
  readonly fees: FeeSetting;
  /** Set when the account was quarantined; nothing is accepted or matched then. */
  readonly frozenReason: string | null;
  readonly openedAtMs: number;
  readonly startingCashMicros: Micros;
  readonly cashMicros: Micros;
  /** Realised profit of this epoch, before fees. */
  readonly realizedMicros: Micros;
  readonly orders: ReadonlyMap<string, Order>;
  readonly positions: ReadonlyMap<string, Position>;
  /** First in, first out, for reporting; the ledger's profit is at average cost. */
  readonly lots: Lots;
  readonly lifecycle: LifecycleState;
  /** Keyed by symbol and side; an entry is dropped when a later quote replaced it and was traded on. */
  readonly consumed: ReadonlyMap<string, Consumption>;
}

/** The state before the first event. */
export function emptyAccount(id: string): AccountState {
  return {
    id,
    version: 0,
    epoch: 0,
    kind: "margin",
    policy: "regt",
    profile: "standard",
    settings: DEFAULT_SETTINGS,
    market: "sim",
    fees: "none",
    frozenReason: null,
    openedAtMs: 0,
    startingCashMicros: ZERO_MICROS,
    cashMicros: ZERO_MICROS,
    realizedMicros: ZERO_MICROS,
    orders: new Map(),
    positions: new Map(),
    lots: new Map(),
    lifecycle: NEW_LIFECYCLE,
    consumed: new Map(),
  };
}

/** Signed quantity held; zero when there is no position. */
export function heldQuantity(state: AccountState, symbol: string): Nanos {
  return state.positions.get(symbol)?.qtyNanos ?? ZERO_NANOS;
}

/** Buying power held by all working orders. */
export function reservedMicros(state: AccountState): Micros {
  let total = 0n;
  for (const order of state.orders.values()) total += order.reservedMicros;
  return total as Micros;
}

/** What of a displayed side is still there for this account. */
export function unconsumed(
  state: AccountState,
  {
    symbol,
    side,
    setAtMs,
    sizeNanos,
  }: { symbol: string; side: "bid" | "ask"; setAtMs: number; sizeNanos: Nanos },
): Nanos {
  const entry = state.consumed.get(consumptionKey(symbol, side));
  if (entry === undefined || entry.setAtMs !== setAtMs) return sizeNanos;
  return entry.takenNanos >= sizeNanos ? ZERO_NANOS : nanos(sizeNanos - entry.takenNanos);
}

/** The key of `consumed`. */
export function consumptionKey(symbol: string, side: "bid" | "ask"): string {
  return `${symbol} ${side}`;
}

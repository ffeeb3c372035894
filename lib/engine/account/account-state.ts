/**
 * Everything the engine knows of one account: a fold of its events. Terminal orders leave the
 * state; they live on in the events and in the projections.
 */
import type { ActionMark, HeldAction, Receivable } from "../action/action-state";
import type { FeeSetting } from "../fees/fee-schedule";
import type { Instrument } from "../instrument/instrument";
import type { Lots } from "../ledger/lot";
import { type LifecycleState, NEW_LIFECYCLE } from "../lifecycle/lifecycle-state";
import { type MarginState, NEW_MARGIN } from "../margin/margin-state";
import type { Consumptions } from "../market/consumption";
import { DEFAULT_SETTINGS, type FillSettings } from "../match/profile/fill-settings";
import type { Micros, Nanos } from "../money";
import { ZERO_MICROS, ZERO_NANOS } from "../money";
import type { Order } from "../order/order";
import { OrderMap } from "../order/order-map";
import { NO_CHOICES, type OwnerChoices } from "./owner-choices";

export type AccountKind = "cash" | "margin";
export type MarginPolicy = "regt" | "alpaca";
export type FillProfile = "strict" | "standard" | "queue" | "alpaca";
export type MarketBinding = "sim" | "alpaca";

export interface Position {
  readonly symbol: string;
  readonly instrument: Instrument;
  /** Negative when short. */
  readonly qtyNanos: Nanos;
  /** What was paid for it in total; negative for the credit of a short. Average cost, as Alpaca. */
  readonly costMicros: Micros;
  /** Its last price, once it was delisted. */
  readonly frozenMarkMicros?: Micros;
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
  readonly margin: MarginState;
  readonly choices: OwnerChoices;
  /** What was taken of displayed sizes and prints, by `consumptionKey`. */
  readonly consumed: Consumptions;
  /** Dividends of this epoch as they went ex, paid or not; negative for what shorts owe. */
  readonly dividendsMicros: Micros;
  /** Keyed by the action: dividends between their ex-date and their payment. */
  readonly receivables: ReadonlyMap<string, Receivable>;
  /** Keyed by symbol: how far the account is with its corporate actions (decisions 28). */
  readonly actionMarks: ReadonlyMap<string, ActionMark>;
  /** Keyed by the action: what is due and could not be applied. */
  readonly heldActions: ReadonlyMap<string, HeldAction>;
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
    orders: OrderMap.of([]),
    positions: new Map(),
    lots: new Map(),
    lifecycle: NEW_LIFECYCLE,
    margin: NEW_MARGIN,
    choices: NO_CHOICES,
    consumed: new Map(),
    dividendsMicros: ZERO_MICROS,
    receivables: new Map(),
    actionMarks: new Map(),
    heldActions: new Map(),
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

/**
 * The events of an account: the truth everything else is folded from. An event stores what it needs
 * to be applied and explained for ever, so replay asks nothing of the outside.
 */
import type {
  AccountKind,
  FillProfile,
  MarginPolicy,
  MarketBinding,
} from "../account/account-state";
import type { FeeSetting } from "../fees/fee-schedule";
import type { FeeLine } from "../fees/fees-of";
import type { Instrument } from "../instrument/instrument";
import type { Quote } from "../market/quote";
import type { FillSettings } from "../match/profile/fill-settings";
import type { Micros, Nanos } from "../money";
import type { Order, OrderSide } from "../order/order";

interface EventBase {
  /** Market time of the account's feed, epoch ms. */
  readonly atMs: number;
  /** The rules the event was decided under. */
  readonly rules: number;
}

/** An epoch begins with its balance: the first event of an account, and what a reset will add. */
interface AccountOpened extends EventBase {
  readonly type: "account_opened";
  readonly epoch: number;
  readonly kind: AccountKind;
  readonly policy: MarginPolicy;
  readonly profile: FillProfile;
  readonly market: MarketBinding;
  /** Accounts opened before fees were simulated have none. */
  readonly fees?: FeeSetting;
  readonly startingCashMicros: Micros;
  /** Left out by accounts that opened before there were settings: the profile's defaults hold. */
  readonly settings?: FillSettings;
}

/** From here on orders fill under another profile or other settings. */
interface SettingsChanged extends EventBase {
  readonly type: "settings_changed";
  readonly profile: FillProfile;
  readonly settings: FillSettings;
  readonly fees: FeeSetting;
}

interface OrderAccepted extends EventBase {
  readonly type: "order_accepted";
  readonly order: Order;
}

export interface FillLeg {
  /** Position of the leg in the order. */
  readonly leg: number;
  readonly instrument: Instrument;
  readonly side: OrderSide;
  readonly qtyNanos: Nanos;
  readonly priceMicros: Micros;
  readonly quote: Quote;
  /** What the account had taken of the displayed size before this fill. */
  readonly takenBeforeNanos: Nanos;
}

/** Why the matcher looked: the order had just arrived, or a quote moved. */
export type FillTrigger = "arrival" | "quote";

/** One execution, with everything its price and size were decided from. */
export interface OrderFilled extends EventBase {
  readonly type: "order_filled";
  readonly orderId: string;
  readonly fillNumber: number;
  readonly ruleId: FillRuleId;
  readonly profile: FillProfile;
  readonly trigger: FillTrigger;
  /** Units of the order. */
  readonly qtyNanos: Nanos;
  /** Price of a simple order; signed net per unit of a multi-leg order. */
  readonly priceMicros: Micros;
  readonly limitMicros: Micros | null;
  readonly remainingBeforeNanos: Nanos;
  readonly remainingAfterNanos: Nanos;
  readonly legs: readonly FillLeg[];
  /** What the account had chosen when it filled; absent before fees were simulated. */
  readonly feeSetting?: FeeSetting;
  readonly fees: readonly FeeLine[];
}

export type FillRuleId =
  | "market_at_quote"
  | "limit_marketable_on_arrival"
  | "limit_after_gap"
  | "limit_resting"
  | "mleg_at_quotes";

/** Marketable on arrival, but no longer when the matcher priced it: from here on it rests. */
interface OrderRested extends EventBase {
  readonly type: "order_rested";
  readonly orderId: string;
}

interface OrderCanceled extends EventBase {
  readonly type: "order_canceled";
  readonly orderId: string;
  readonly reason: "requested" | "ioc_remainder";
}

interface OrderExpired extends EventBase {
  readonly type: "order_expired";
  readonly orderId: string;
}

/** Refused after acceptance, with the numbers that failed. */
interface OrderRejected extends EventBase {
  readonly type: "order_rejected";
  readonly orderId: string;
  readonly reason: "insufficient_buying_power_at_fill";
  readonly requiredMicros: Micros;
  readonly availableMicros: Micros;
}

/** A write of the account broke a constraint: it is quarantined so that it stops nobody else (decisions 3). */
interface AccountFrozen extends EventBase {
  readonly type: "account_frozen";
  readonly reason: string;
}

export type AccountEvent =
  | AccountOpened
  | SettingsChanged
  | AccountFrozen
  | OrderAccepted
  | OrderRested
  | OrderFilled
  | OrderCanceled
  | OrderExpired
  | OrderRejected;

export type EventType = AccountEvent["type"];
export type EventOf<T extends EventType> = Extract<AccountEvent, { readonly type: T }>;

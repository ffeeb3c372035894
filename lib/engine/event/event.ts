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
import type { OwnerChoices } from "../account/owner-choices";
import type { FeeSetting } from "../fees/fee-schedule";
import type { FeeLine } from "../fees/fees-of";
import type { Instrument } from "../instrument/instrument";
import type { MarginChoices } from "../margin/margin-state";
import type { TakenPrint } from "../market/consumption";
import type { Quote } from "../market/quote";
import type { Auction, Trade } from "../market/trade";
import type { FillSettings } from "../match/profile/fill-settings";
import type { QueuePlace } from "../match/profile/queue-place";
import type { Micros, Nanos } from "../money";
import type { Order, OrderSide, StopTrigger, TrailMark } from "../order/order";
import type { ActionEvent } from "./action-event";
import type { AccountBaselined } from "./baseline-event";
import type { EventBase } from "./event-base";
import type { LifeEvent } from "./life-event";
import type { MarginCalled, MarginCallMet, MarginLiquidated } from "./margin-events";
import type { OptionEvent } from "./option-event";

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
  /** Left out by accounts with the usual choices. */
  readonly margin?: MarginChoices;
}

/** From here on orders fill under another profile or other settings. */
interface SettingsChanged extends EventBase {
  readonly type: "settings_changed";
  readonly profile: FillProfile;
  readonly settings: FillSettings;
  readonly fees: FeeSetting;
  /** Left out when they stay as they are. */
  readonly margin?: MarginChoices;
  readonly choices?: OwnerChoices;
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

/**
 * What led to a fill: the order had just arrived, a quote moved, its stop had been set off, or the
 * exchange made its official print.
 */
export type FillTrigger = "arrival" | "quote" | "trade" | "stop" | "auction";

/** The price of an auction, and whether it is the exchange's print or the trade that stands in. */
export type AuctionPrint =
  | { readonly kind: "official"; readonly auction: Auction }
  | { readonly kind: "eligible_trade"; readonly trade: Trade };

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
  /** Whether the limit was resting; fills from before this was kept show it by their rule. */
  readonly resting?: boolean;
  /** What chance was drawn under and from; only when the account had any switched on. */
  readonly settings?: FillSettings;
  readonly seedState?: number;
  /** The prints that brought the fill; a fill on the quotes has none. */
  readonly prints?: readonly TakenPrint[];
  /** Size ahead in the queue before the first of those prints, and the place after the last. */
  readonly aheadNanos?: Nanos;
  readonly queue?: QueuePlace;
  readonly remainingBeforeNanos: Nanos;
  readonly remainingAfterNanos: Nanos;
  readonly legs: readonly FillLeg[];
  /** What the account had chosen when it filled; absent before fees were simulated. */
  readonly feeSetting?: FeeSetting;
  readonly fees: readonly FeeLine[];
  /** What set the order off, when it was a stop. */
  readonly stop?: StopTrigger;
  /** What an opg or cls order was priced at. */
  readonly auctionPrint?: AuctionPrint;
}

export type FillRuleId =
  | "market_at_quote"
  | "limit_marketable_on_arrival"
  | "limit_after_gap"
  | "limit_resting"
  | "limit_crossed"
  | "limit_traded_through"
  | "limit_queue_reached"
  | "limit_at_quote"
  | "mleg_at_quotes"
  | "auction_print";

/** Marketable on arrival, but no longer when the matcher priced it: from here on it rests. */
interface OrderRested extends EventBase {
  readonly type: "order_rested";
  readonly orderId: string;
}

/** Sent out of hours, and now its session is open: it works. */
interface OrderOpened extends EventBase {
  readonly type: "order_opened";
  readonly orderId: string;
}

/** A stop was set off: from here on it is a market order, or a limit order when it has a limit. */
interface OrderTriggered extends EventBase {
  readonly type: "order_triggered";
  readonly orderId: string;
  readonly trigger: StopTrigger;
}

/** Checkpoint of a trailing stop's best price, at most every 5 s (decisions 26). */
interface OrderTrailed extends EventBase {
  readonly type: "order_trailed";
  readonly orderId: string;
  readonly mark: TrailMark;
}

/** The entry has filled whole: its exit may trade. */
interface OrderReleased extends EventBase {
  readonly type: "order_released";
  readonly orderId: string;
}

/** A sibling took part of it, its dollars were converted at a price, or there is less left to close. */
interface OrderResized extends EventBase {
  readonly type: "order_resized";
  readonly orderId: string;
  readonly qtyNanos: Nanos;
  readonly reason: "sibling_filled" | "notional_priced" | "position_smaller";
}

/** Another order takes its place; that one's acceptance is the next event. */
interface OrderReplaced extends EventBase {
  readonly type: "order_replaced";
  readonly orderId: string;
  readonly replacedBy: string;
}

export type CancelReason =
  | "requested"
  | "ioc_remainder"
  | "fok_unfillable"
  /** The other exit of its group traded whole. */
  | "sibling_filled"
  /** Its entry ended without filling whole. */
  | "entry_ended"
  /** Another member of its group was canceled, expired or rejected. */
  | "group_canceled"
  /** The position it was to close is gone. */
  | "nothing_to_close"
  /** Its position is closed before an expiry that the account cannot carry. */
  | "expiry_close"
  /** The epoch it was sent in is over. */
  | "account_reset"
  | "corporate_action"
  /** It stood in the way of a margin call. */
  | "margin_call";

/** The order's place in the queue, kept when it joins and then every five seconds at most (decisions 26). */
interface QueueMoved extends EventBase {
  readonly type: "queue_moved";
  readonly orderId: string;
  readonly place: QueuePlace;
}

interface OrderCanceled extends EventBase {
  readonly type: "order_canceled";
  readonly orderId: string;
  readonly reason: CancelReason;
}

interface OrderExpired extends EventBase {
  readonly type: "order_expired";
  readonly orderId: string;
  /** Absent when its time ran out; an auction order also ends with its auction. */
  readonly reason?: "auction_over";
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
  | MarginCalled
  | MarginCallMet
  | MarginLiquidated
  | OrderAccepted
  | OrderOpened
  | OrderRested
  | OrderTriggered
  | OrderTrailed
  | OrderReleased
  | OrderResized
  | OrderReplaced
  | QueueMoved
  | OrderFilled
  | OrderCanceled
  | OrderExpired
  | OrderRejected
  | AccountBaselined
  | OptionEvent
  | LifeEvent
  | ActionEvent;

export type EventType = AccountEvent["type"];
export type EventOf<T extends EventType> = Extract<AccountEvent, { readonly type: T }>;

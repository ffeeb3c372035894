/** An order as it arrives: parsed, its instruments known, its ids made by the shell. */
import type { Instrument } from "../instrument/instrument";
import type { Micros, Nanos } from "../money";
import type {
  GroupKind,
  OrderClass,
  OrderSide,
  OrderTerms,
  PositionIntent,
  TimeInForce,
} from "./order";

export interface DraftLeg {
  readonly id: string;
  readonly clientOrderId: string;
  readonly instrument: Instrument;
  readonly side: OrderSide;
  readonly ratio: number;
  /** Null when the sender left it to be inferred from the position. */
  readonly intent: PositionIntent | null;
}

/** An exit that is sent with its entry, or with the other exit: ids of its own, the other side. */
export interface ExitDraft {
  readonly id: string;
  readonly clientOrderId: string;
}

interface TakeProfitDraft extends ExitDraft {
  readonly limitMicros: Micros;
}

interface StopLossDraft extends ExitDraft {
  readonly stopMicros: Micros;
  /** Makes it a stop-limit. */
  readonly limitMicros?: Micros;
}

/**
 * A bracket has both exits, an oto one of them. The order of an oco is itself the take-profit, a
 * limit order, and brings its stop-loss (alpaca-wire.md §1.6).
 */
export interface GroupDraft {
  readonly kind: GroupKind;
  readonly takeProfit?: TakeProfitDraft;
  readonly stopLoss?: StopLossDraft;
}

export interface OrderDraft {
  readonly id: string;
  readonly clientOrderId: string;
  readonly orderClass: OrderClass;
  readonly terms: OrderTerms;
  readonly timeInForce: TimeInForce;
  /** Zero when dollars are asked for instead. */
  readonly qtyNanos: Nanos;
  readonly legs: readonly DraftLeg[];
  /** Dollars to trade instead of a quantity: the fill converts them. */
  readonly notionalMicros?: Micros;
  readonly extendedHours?: boolean;
  /** Set as it is checked, when the account's owner has overnight trading switched off. */
  readonly noOvernight?: boolean;
  /** Cash dividends leave its price alone. */
  readonly doNotReduce?: boolean;
  readonly group?: GroupDraft;
  /** A stop that buys becomes a limit order at its collar, as on Alpaca (alpaca-wire.md §1.6). */
  readonly collarsStopBuys?: boolean;
}

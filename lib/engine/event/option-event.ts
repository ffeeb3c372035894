/**
 * How holdings of options end other than by a trade: exercised, assigned, expired; or held back
 * because the price that decides is missing.
 *
 * The option leaves at a price of zero and the stock is traded at the strike, as Alpaca's OPEXC and
 * OPTRD do: the premium is the option's own profit or loss and is not part of the stock's cost.
 * Source: engine.md §6, alpaca-wire.md §2.11, read 2026-11-21.
 */
import type { IsoDate } from "../calendar/new-york";
import type { OptionSeries } from "../instrument/instrument";
import type { Exchange } from "../ledger/apply-trade";
import type { AssignmentSetting, HeldExpiry, ShortfallSetting } from "../lifecycle/lifecycle-state";
import type { Micros, Nanos } from "../money";
import type { EventBase } from "./event-base";

interface OptionEnded extends EventBase {
  /** The trading day it belongs to: of an overnight assignment the evening before. */
  readonly date: IsoDate;
  readonly series: OptionSeries;
  /** Contracts, unsigned: exercise is of longs, assignment of shorts. */
  readonly qtyNanos: Nanos;
  /** What one contract's deliverable was worth when it was decided; null where no price was needed. */
  readonly valueMicros: Micros | null;
}

/** What an exercise or assignment brings besides the end of the contracts. */
export interface Delivered {
  /** Stock at the strike, whole shares. */
  readonly stock: readonly Exchange[];
  /** Cash beside the stock, signed for the account: a cash settlement, or the cash of a deliverable. */
  readonly cashMicros: Micros;
}

interface OptionExercised extends OptionEnded, Delivered {
  readonly type: "option_exercised";
  readonly reason: "expiry" | "requested";
}

export type EarlyReason = "ex_dividend" | "deep_put" | "below_parity";

/** The draw that assigned early: its chance in millionths and what was drawn for each contract. */
export interface AssignmentDraw {
  readonly chancePpm: number;
  readonly drawnPpm: readonly number[];
}

interface OptionAssigned extends OptionEnded, Delivered {
  readonly type: "option_assigned";
  readonly reason: "expiry" | EarlyReason;
  /** Null at expiry, where nothing is drawn. */
  readonly draw: AssignmentDraw | null;
}

interface OptionExpired extends OptionEnded {
  readonly type: "option_expired";
  readonly side: "long" | "short";
  readonly reason: "worthless" | "do_not_exercise";
}

/** The price that decides is missing: the position stays until it is there. */
interface OptionExpiryHeld extends EventBase, HeldExpiry {
  readonly type: "option_expiry_held";
}

interface DoNotExercise extends EventBase {
  readonly type: "do_not_exercise_instructed";
  readonly symbol: string;
}

interface OptionSettingsChanged extends EventBase {
  readonly type: "option_settings_changed";
  readonly assignment: AssignmentSetting;
  readonly shortfall: ShortfallSetting;
}

/** The evening's early assignments were drawn; what they assigned are events before it. */
interface AssignmentsDrawn extends EventBase {
  readonly type: "assignments_drawn";
  readonly date: IsoDate;
}

export type OptionEvent =
  | OptionExercised
  | OptionAssigned
  | OptionExpired
  | OptionExpiryHeld
  | DoNotExercise
  | OptionSettingsChanged
  | AssignmentsDrawn;

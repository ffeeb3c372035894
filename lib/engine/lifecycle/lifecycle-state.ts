/**
 * What an account remembers of its own life besides orders and positions: settings of exercise and
 * assignment, instructions, money and stock that have not settled, interest that has not been posted.
 */
import type { IsoDate } from "../calendar/new-york";
import { type Micros, type Nanos, ZERO_MICROS } from "../money";

/** Whether early assignment is drawn by its chance, always happens when it is rational, or never. */
export type AssignmentSetting = "realistic" | "always" | "never";

/** Before an expiry whose result the account cannot carry: close the whole spread, or take it anyway. */
export type ShortfallSetting = "close" | "exercise";

/** Trade money of one settlement date; both amounts are positive (T+1, engine.md §8). */
export interface Unsettled {
  readonly settlesOn: IsoDate;
  readonly receivableMicros: Micros;
  readonly payableMicros: Micros;
}

/** Bought with proceeds that had not settled: not for sale before they do (decisions 30). */
export interface SettlementLock {
  readonly symbol: string;
  readonly qtyNanos: Nanos;
  readonly untilDate: IsoDate;
}

/** An expiry that waits for the price that decides it. */
export interface HeldExpiry {
  readonly date: IsoDate;
  readonly symbol: string;
  /** The symbols whose price is missing. */
  readonly missing: readonly string[];
}

export interface EpochTotals {
  readonly fills: number;
  readonly exercises: number;
  readonly assignments: number;
  readonly expirations: number;
  readonly feesMicros: Micros;
  /** Positive when received. */
  readonly interestMicros: Micros;
  readonly borrowFeesMicros: Micros;
}

export interface LifecycleState {
  readonly assignment: AssignmentSetting;
  readonly shortfall: ShortfallSetting;
  /** Series not to be exercised at their expiry. */
  readonly doNotExercise: readonly string[];
  readonly heldExpiries: readonly HeldExpiry[];
  /** The evening whose early assignments were drawn last. */
  readonly drawnOn: IsoDate | null;
  /** By date, earliest first. */
  readonly unsettled: readonly Unsettled[];
  readonly locks: readonly SettlementLock[];
  readonly accruedOn: IsoDate | null;
  /** Interest and borrow fees since the last posting; negative is owed. */
  readonly interestAccruedMicros: Micros;
  readonly borrowAccruedMicros: Micros;
  readonly lastSnapshot: { readonly date: IsoDate; readonly equityMicros: Micros } | null;
  readonly totals: EpochTotals;
}

const NO_TOTALS: EpochTotals = {
  fills: 0,
  exercises: 0,
  assignments: 0,
  expirations: 0,
  feesMicros: ZERO_MICROS,
  interestMicros: ZERO_MICROS,
  borrowFeesMicros: ZERO_MICROS,
};

/** The life of an account before anything happened; also what a stored state of older code had. */
export const NEW_LIFECYCLE: LifecycleState = {
  assignment: "realistic",
  shortfall: "close",
  doNotExercise: [],
  heldExpiries: [],
  drawnOn: null,
  unsettled: [],
  locks: [],
  accruedOn: null,
  interestAccruedMicros: ZERO_MICROS,
  borrowAccruedMicros: ZERO_MICROS,
  lastSnapshot: null,
  totals: NO_TOTALS,
};

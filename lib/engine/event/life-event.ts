/** What the days of an account bring beside trading: interest, snapshots, the end of an epoch. */
import type { IsoDate } from "../calendar/new-york";
import type { EpochTotals } from "../lifecycle/lifecycle-state";
import type { Snapshot } from "../lifecycle/snapshot-record";
import type { Micros, Nanos } from "../money";
import type { EventBase } from "./event-base";

export interface BorrowFee {
  readonly symbol: string;
  /** Shares short, unsigned. */
  readonly qtyNanos: Nanos;
  readonly valueMicros: Micros;
  readonly rateBps: number;
  readonly feeMicros: Micros;
}

interface InterestAccrued extends EventBase {
  readonly type: "interest_accrued";
  readonly date: IsoDate;
  readonly days: number;
  readonly settledMicros: Micros;
  readonly rateBps: number;
  /** Negative is owed. */
  readonly interestMicros: Micros;
  readonly borrow: readonly BorrowFee[];
}

interface InterestPosted extends EventBase {
  readonly type: "interest_posted";
  /** "2026-11" */
  readonly month: string;
  /** Negative is paid. */
  readonly interestMicros: Micros;
  /** Paid for borrowed stock. */
  readonly borrowMicros: Micros;
}

interface SnapshotTaken extends EventBase {
  readonly type: "snapshot_taken";
  readonly snapshot: Snapshot;
}

/** How an epoch went: its figures are final, its orders canceled before it. */
interface EpochClosed extends EventBase {
  readonly type: "epoch_closed";
  readonly epoch: number;
  readonly openedAtMs: number;
  readonly startingCashMicros: Micros;
  readonly cashMicros: Micros;
  readonly realizedMicros: Micros;
  readonly openPositions: number;
  readonly totals: EpochTotals;
}

export type LifeEvent = InterestAccrued | InterestPosted | SnapshotTaken | EpochClosed;

/**
 * A corporate action that is whole: what an account applies, and what its events store. Its own
 * fields decide; the tables of engine.md §7 are only the default for contracts.
 */
import type { IsoDate } from "../calendar/new-york";
import type { Deliverable, Equity } from "../instrument/instrument";
import type { Micros, Nanos } from "../money";

/** What the clearing house decided for the contracts of one root. */
export interface ContractMemo {
  readonly root: string;
  readonly newRoot: string;
  readonly newUnderlying: string;
  /** New contracts for each old one. */
  readonly contracts: number;
  /** New strike = old × `strikeNewNanos` / `strikeOldNanos` − `strikeLessMicros`. */
  readonly strikeNewNanos: Nanos;
  readonly strikeOldNanos: Nanos;
  readonly strikeLessMicros: Micros;
  /** What one new contract delivers; null for the standard 100 shares. */
  readonly deliverable: Deliverable | null;
  /** The last expiry there may be, when expiries are brought forward. */
  readonly expiryDateMax: IsoDate | null;
}

/** What every kind of action has. */
export interface ActionBase {
  readonly id: string;
  readonly symbol: string;
  readonly declaredDate: IsoDate | null;
  readonly exDate: IsoDate;
  readonly recordDate: IsoDate | null;
  readonly payDate: IsoDate | null;
  readonly memos: readonly ContractMemo[];
}

/** `oldNanos` shares become `newNanos` of the same company. */
export interface Resize extends ActionBase {
  readonly kind: "forward_split" | "reverse_split" | "stock_dividend";
  readonly newNanos: Nanos;
  readonly oldNanos: Nanos;
  readonly fractionMicros: Micros | null;
}

export interface CashDividend extends ActionBase {
  readonly kind: "cash_dividend";
  readonly payDate: IsoDate;
  readonly cashMicros: Micros;
  readonly special: boolean;
}

/** `oldNanos` shares bring `newNanos` of another company and stay. */
export interface SpinOff extends ActionBase {
  readonly kind: "spin_off";
  readonly spun: Equity;
  readonly newNanos: Nanos;
  readonly oldNanos: Nanos;
  readonly fractionMicros: Micros | null;
  readonly costShareNanos: Nanos | null;
}

/** Each share goes for cash, for the acquirer's shares, or both; what a delisting comes to as well. */
export interface Merger extends ActionBase {
  readonly kind: "merger";
  /** Null when only cash is paid; then `newNanos` is 0. */
  readonly acquirer: Equity | null;
  readonly newNanos: Nanos;
  readonly oldNanos: Nanos;
  readonly cashMicros: Micros;
  readonly fractionMicros: Micros | null;
}

export interface Rename extends ActionBase {
  readonly kind: "rename";
  readonly renamed: Equity;
}

/** Trading has ended: orders go, and holdings keep the last price until they are resolved. */
interface Delisting extends ActionBase {
  readonly kind: "delisting";
  readonly closeMicros: Micros | null;
}

export type CorporateAction = Resize | CashDividend | SpinOff | Merger | Rename | Delisting;

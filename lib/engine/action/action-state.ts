/** What an account remembers of corporate actions: applied, owed and held. */
import type { IsoDate } from "../calendar/new-york";
import type { Micros, Nanos } from "../money";

export interface ActionMark {
  readonly symbol: string;
  /** The trade date the account came into the symbol: what went ex by then is none of its business. */
  readonly fromDate: IsoDate;
  /** The last date it traded the symbol; null when it has not since it came into it otherwise. */
  readonly tradedDate: IsoDate | null;
  /** The latest ex-date of what was applied. */
  readonly appliedDate: IsoDate | null;
  /** The latest ex-date of what made its prices of before mean something else. */
  readonly rescaledDate: IsoDate | null;
  /** What was applied since `fromDate`. */
  readonly appliedIds: readonly string[];
}

/** Cash of a dividend between its ex-date and its payment; negative for what a short owes. */
export interface Receivable {
  readonly actionId: string;
  readonly symbol: string;
  readonly qtyNanos: Nanos;
  readonly perShareMicros: Micros;
  readonly amountMicros: Micros;
  readonly payDate: IsoDate;
}

type HoldReason = "missing_field" | "contradiction" | "unknown_kind" | "no_price" | "late";

/** An action that is due and cannot be applied; it says why, once. */
export interface HeldAction {
  readonly actionId: string;
  readonly symbol: string;
  readonly reason: HoldReason;
  /** The field that is missing or contradicts another. */
  readonly field: string | null;
}

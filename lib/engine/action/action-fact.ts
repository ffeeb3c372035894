/**
 * A corporate action as a data source tells it: any field may still be missing. `readAction` makes
 * of it what the engine applies, or names what is wrong with it.
 */
import type { IsoDate } from "../calendar/new-york";
import type { Equity } from "../instrument/instrument";
import type { Micros, Nanos } from "../money";
import type { ContractMemo } from "./corporate-action";

export type ActionKind =
  | "forward_split"
  | "reverse_split"
  | "stock_dividend"
  | "cash_dividend"
  | "spin_off"
  | "merger"
  | "rename"
  | "delisting";

export interface ActionFact {
  /** The source's own id: an account applies it once. */
  readonly id: string;
  readonly kind: ActionKind;
  /** The symbol it happens to. */
  readonly symbol: string;
  readonly declaredDate: IsoDate | null;
  /** The first trade date without the entitlement; of a merger, rename or delisting its first day. */
  readonly exDate: IsoDate | null;
  readonly recordDate: IsoDate | null;
  /** When cash is paid; for a delisting, when what is left of it is resolved. */
  readonly payDate: IsoDate | null;
  /**
   * `oldNanos` shares become `newNanos` (splits), bring `newNanos` more of the same (stock
   * dividends), of the spun-off company, or of the acquirer.
   */
  readonly newNanos: Nanos | null;
  readonly oldNanos: Nanos | null;
  /** Per share held: the dividend, the cash of a merger, or what a delisting pays at last. */
  readonly cashMicros: Micros | null;
  /** A cash dividend outside the regular policy. */
  readonly special: boolean;
  /** The company spun off, the acquirer, or the same company under its new symbol. */
  readonly other: Equity | null;
  /** What one whole new share is paid at where a fraction of it is due; null leaves it to the market. */
  readonly fractionMicros: Micros | null;
  /** The part of the cost that goes with a spin-off, 1_000_000_000 for all of it (Form 8937). */
  readonly costShareNanos: Nanos | null;
  /** The last official close before the ex-date. */
  readonly closeMicros: Micros | null;
  /** The adjustment of contracts as the clearing house decided it; roots without one take the default. */
  readonly memos: readonly ContractMemo[];
}

/** A fact with nothing told but what it is about. */
export const NOTHING_TOLD: Omit<ActionFact, "id" | "kind" | "symbol"> = {
  declaredDate: null,
  exDate: null,
  recordDate: null,
  payDate: null,
  newNanos: null,
  oldNanos: null,
  cashMicros: null,
  special: false,
  other: null,
  fractionMicros: null,
  costShareNanos: null,
  closeMicros: null,
  memos: [],
};

/** The corporate actions a market view knows. */
export interface ActionFacts {
  /** Symbols with an action whose ex-date may have come: a quick way to see that nothing is due. */
  readonly actionsDue: ReadonlySet<string>;
  /** The actions of a symbol, in any order; those of the future and of the past do no harm. */
  actionsOf(symbol: string): readonly ActionFact[];
}

/** For a view that knows of none. */
export const NO_ACTIONS: ActionFacts = { actionsDue: new Set(), actionsOf: () => [] };

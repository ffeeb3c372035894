/** What can be held: a stock or ETF, or a listed option series on one. */
import type { IsoDate } from "../calendar/new-york";
import type { Micros, Nanos } from "../money";
import type { OptionRight } from "./occ-symbol";

export interface Equity {
  readonly kind: "equity";
  readonly symbol: string;
  /** The symbol it was first held under, once a corporate action gave it another. */
  readonly id?: string;
  /** Marginable stock costs half its value under Reg T; anything else costs all of it. */
  readonly marginable: boolean;
  /** Read these with `borrowing.ts`: absent, the stock is as others that are marginable. */
  readonly fractionable?: boolean;
  readonly shortable?: boolean;
  readonly easyToBorrow?: boolean;
  /** How many times its index a leveraged ETF moves; margin grows with it. 1 when absent. */
  readonly leverage?: number;
}

/** What one contract delivers when it is exercised; `deliverable.ts` asks it. */
interface DeliveredShares {
  readonly symbol: string;
  /** Shares one contract delivers. */
  readonly sharesNanos: Nanos;
}

export interface Deliverable {
  readonly shares: readonly DeliveredShares[];
  /** Cash one contract delivers beside the shares. */
  readonly cashMicros: Micros;
}

export interface OptionSeries {
  readonly kind: "option";
  readonly symbol: string;
  /** As in `Equity`. */
  readonly id?: string;
  readonly underlying: string;
  readonly expiryDate: IsoDate;
  readonly strikeMicros: Micros;
  readonly right: OptionRight;
  /** What premium and strike are multiplied by; 100 in adjusted contracts too. */
  readonly multiplier: number;
  /** What one contract delivers, when a corporate action changed it; read it with `deliverableOf`. */
  readonly deliverable?: Deliverable;
  readonly style: "american" | "european";
  /** Quotes and trades until 16:15 instead of 16:00 ET (broad ETFs and indices). */
  readonly lateClose: boolean;
  /**
   * What an exercise brings: the deliverable, or its worth in cash. A flag of the series, never read
   * from its date; series stored before the flag existed are physical.
   */
  readonly settlement?: "physical" | "cash";
  /** Which print decides a cash settlement: the opening one of the last day, or its close. */
  readonly settlementTime?: "am" | "pm";
  /** Margin percentage of the underlying is lower for broad indices and the ETFs on them. */
  readonly broadIndex: boolean;
  /** Leverage of the ETF the contract is on; 1 when absent. */
  readonly leverage?: number;
}

export type Instrument = Equity | OptionSeries;

/** Shares per unit: 1 for stock, the contract multiplier for an option. */
export function multiplierOf(instrument: Instrument): number {
  return instrument.kind === "option" ? instrument.multiplier : 1;
}

/** The symbol whose price decides the instrument's risk. */
export function underlyingOf(instrument: Instrument): string {
  return instrument.kind === "option" ? instrument.underlying : instrument.symbol;
}

/** What an instrument is known by inside: its symbol may change, this does not (engine.md §7). */
export function instrumentId({ id, symbol }: Instrument): string {
  return id ?? symbol;
}

/** Every symbol whose corporate actions change the instrument: an adjusted option may deliver several. */
export function symbolsTouched(instrument: Instrument): readonly string[] {
  if (instrument.kind === "equity") return [instrument.symbol];
  const delivered = instrument.deliverable?.shares.map(({ symbol }) => symbol) ?? [];
  return [...new Set([instrument.underlying, ...delivered])];
}

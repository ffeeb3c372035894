/** What is kept of the end of a day. */
import type { IsoDate } from "../calendar/new-york";
import type { Micros, Nanos } from "../money";

export interface Mark {
  readonly symbol: string;
  /** Per share; zero for an option that is worth nothing. */
  readonly priceMicros: Micros;
}

export interface SnapshotPosition {
  readonly symbol: string;
  readonly qtyNanos: Nanos;
  readonly costMicros: Micros;
  readonly markMicros: Micros;
  readonly valueMicros: Micros;
  readonly unrealizedMicros: Micros;
}

export interface Snapshot {
  readonly date: IsoDate;
  readonly epoch: number;
  readonly equityMicros: Micros;
  readonly cashMicros: Micros;
  readonly longValueMicros: Micros;
  readonly shortValueMicros: Micros;
  readonly initialMarginMicros: Micros;
  readonly maintenanceMarginMicros: Micros;
  readonly realizedMicros: Micros;
  /** Since the snapshot before, or since the epoch opened. */
  readonly dayProfitMicros: Micros;
  readonly totalProfitMicros: Micros;
  readonly positions: readonly SnapshotPosition[];
  /** All that was priced: holdings, and the underlyings that their requirement asks for. */
  readonly marks: readonly Mark[];
}

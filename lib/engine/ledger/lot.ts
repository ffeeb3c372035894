/** What was bought or sold short at one time, and for how much. */
import type { Micros, Nanos } from "../money";

export interface Lot {
  /** Market time of the event that opened it, epoch ms. */
  readonly openedAtMs: number;
  /** Negative when short. */
  readonly qtyNanos: Nanos;
  /** What was paid in total; negative for the credit of a short. */
  readonly costMicros: Micros;
}

export type Lots = ReadonlyMap<string, readonly Lot[]>;

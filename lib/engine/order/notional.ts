/** Orders in dollars: how many shares they are at a price, to a billionth of a share, rounded down. */
import { type Micros, NANOS_PER_UNIT, type Nanos, nanos } from "../money";

/** Shares that dollars buy at a price; the price is positive. */
export function convertNotional(notionalMicros: Micros, priceMicros: Micros): Nanos {
  return nanos((notionalMicros * NANOS_PER_UNIT) / priceMicros);
}

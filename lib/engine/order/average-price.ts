/** Average fill prices per share, rounded half to even to a micro. */
import { divideHalfEven, type Micros, micros, NANOS_PER_UNIT, type Nanos } from "../money";
import type { Order, OrderLeg } from "./order";

/** Of an order so far: signed net per unit for a multi-leg order; null before a fill. */
export function averageFillMicros(order: Order): Micros | null {
  let value = 0n;
  for (const leg of order.legs) {
    const received = order.orderClass === "mleg" && leg.side === "sell";
    value += received ? -leg.filledValueMicros : leg.filledValueMicros;
  }
  return average(micros(value), order.filledNanos);
}

/** Of one leg so far; null before a fill. */
export function averageLegFillMicros(leg: OrderLeg): Micros | null {
  return average(leg.filledValueMicros, leg.filledNanos);
}

function average(valueMicros: Micros, filledNanos: Nanos): Micros | null {
  if (filledNanos === 0n) return null;
  return micros(divideHalfEven(valueMicros * NANOS_PER_UNIT, filledNanos));
}

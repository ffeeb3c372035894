/**
 * Browser time for delays and ages only. What the screen calls "time" is the market's and comes
 * from the server (ClockView), so nothing here may end up in a price, an order or a date.
 */

/** Milliseconds since the page opened; never goes back when the computer's clock is set. */
export function monotonicMs(): number {
  return performance.now();
}

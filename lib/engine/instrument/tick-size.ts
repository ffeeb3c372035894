/**
 * The smallest step of a price: what "better by a tick" means to the strict profiles, and the unit
 * of slippage and price improvement.
 *
 * Stocks move in cents at a dollar and more and in hundredths of a cent below it. Options of the
 * penny program move in cents below $3 and in nickels from there on; SPY, QQQ and IWM move in cents
 * at every price. Which classes are in the program is not in the data, so every class is taken to
 * be in it, as nearly all that trade are. A multi-leg order is priced in cents.
 * Source: 17 CFR 242.612 (stocks); Cboe Rule 5.4 and its penny program (options); alpaca-wire.md
 * §2.1 (nets), read 2026-11-21.
 */
import { MICROS_PER_DOLLAR, type Micros, micros } from "../money";
import type { Instrument } from "./instrument";

const CENT = micros(10_000n);
const NICKEL = micros(50_000n);
const SUB_PENNY = micros(100n);
const NICKELS_FROM = 3n * MICROS_PER_DOLLAR;
const CENTS_AT_EVERY_PRICE: ReadonlySet<string> = new Set(["SPY", "QQQ", "IWM"]);

/** The step of a multi-leg order's net price. */
export const NET_TICK = CENT;

/** The step of a price of this instrument at this level. */
export function tickMicros(instrument: Instrument, priceMicros: Micros): Micros {
  if (instrument.kind === "equity") return priceMicros < MICROS_PER_DOLLAR ? SUB_PENNY : CENT;
  if (CENTS_AT_EVERY_PRICE.has(instrument.underlying)) return CENT;
  return priceMicros < NICKELS_FROM ? CENT : NICKEL;
}

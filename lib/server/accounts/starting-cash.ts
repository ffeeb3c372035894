/** What an epoch may begin with. */
import { formatDollars, parseDollars } from "@/lib/engine/decimal";
import { MICROS_PER_DOLLAR, type Micros, micros } from "@/lib/engine/money";

const CASH_MIN = micros(1_000n * MICROS_PER_DOLLAR);
const CASH_MAX = micros(10_000_000n * MICROS_PER_DOLLAR);

export const STARTING_CASH_BOUNDS = `${formatDollars(CASH_MIN)} to ${formatDollars(CASH_MAX)}`;

/** The amount of a text such as "25000"; null for none, or one out of bounds. */
export function startingCashOf(text: string): Micros | null {
  const amount = parseDollars(text);
  return amount === null || amount < CASH_MIN || amount > CASH_MAX ? null : amount;
}

/**
 * Decimal text in and out: the one grammar for numbers that people and programs send.
 *
 * Exponents, signs, spaces, hex, leading zeros and foreign digits are refused, because each is read
 * differently by some parser (reliability.md §2.9). Money has up to 6 decimals, quantity up to 9.
 */
import { type Micros, micros, type Nanos, nanos } from "./money";

const DECIMAL = /^(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,9})?$/;
const DECIMAL_LENGTH_MAX = 24;

/** Reads an unsigned decimal into an integer of 10^-scale; null when it does not follow the grammar. */
function parseDecimal(text: string, scale: number): bigint | null {
  if (text.length > DECIMAL_LENGTH_MAX || !DECIMAL.test(text)) return null;
  const [whole = "0", fraction = ""] = text.split(".");
  const digits = fraction.replace(/0+$/, "");
  if (digits.length > scale) return null;
  return BigInt(whole + digits.padEnd(scale, "0"));
}

/** Dollars such as "12.34" as micros; null for anything else. */
export function parseDollars(text: string): Micros | null {
  const value = parseDecimal(text, 6);
  return value === null ? null : micros(value);
}

/** Dollars with an optional leading minus: only a multi-leg net price may carry one (decisions 19). */
export function parseSignedDollars(text: string): Micros | null {
  const negative = text.startsWith("-");
  const value = parseDollars(negative ? text.slice(1) : text);
  return value === null || !negative ? value : micros(-value);
}

/** A quantity such as "1.5" as nanos; null for anything else. */
export function parseQuantity(text: string): Nanos | null {
  const value = parseDecimal(text, 9);
  return value === null ? null : nanos(value);
}

/** Writes an integer of 10^-scale with trailing zeros trimmed, as Alpaca does: "150", "0.43". */
export function formatDecimal(value: bigint, scale: number): string {
  const negative = value < 0n;
  const digits = (negative ? -value : value).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, "");
  return `${negative ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

/** Micros as trimmed dollars: 1_500_000 -> "1.5". */
export function formatDollars(amount: Micros): string {
  return formatDecimal(amount, 6);
}

/** Nanos as a trimmed quantity: 1_500_000_000 -> "1.5". */
export function formatQuantity(quantity: Nanos): string {
  return formatDecimal(quantity, 9);
}

/** Micros as dollars with at least two decimals, for sentences: 1_500_000 -> "1.50". */
export function formatPrice(amount: Micros): string {
  const text = formatDecimal(amount, 6);
  const fraction = text.split(".")[1] ?? "";
  if (fraction.length >= 2) return text;
  return fraction === "" ? `${text}.00` : `${text}0`;
}

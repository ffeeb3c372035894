/**
 * Decimal text from the server as people read it (experience.md §4.4).
 *
 * Works on digits, never on floats: the server computed every number, so here a digit may be
 * grouped, padded or rounded for display and nothing else. Null and unreadable text show as a dash,
 * because "0.00" would be a claim.
 */

export const UNKNOWN = "—";
const MINUS = "\u2212";

export type NetWord = "credit" | "debit" | "even";

interface Decimal {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

function readDecimal(text: string | null): Decimal | null {
  const match = text === null ? null : DECIMAL.exec(text);
  if (match === null) return null;
  const [, sign = "", whole = "0", fraction = ""] = match;
  const isZero = /^0*$/.test(whole + fraction);
  return { negative: sign === "-" && !isZero, whole, fraction };
}

/** Rounds half away from zero to a number of places, on the digits. */
function roundDecimal({ negative, whole, fraction }: Decimal, places: number): Decimal {
  if (fraction.length <= places) {
    return { negative, whole, fraction: fraction.padEnd(places, "0") };
  }
  const kept = BigInt(whole + fraction.slice(0, places));
  const rounded = (fraction.charAt(places) >= "5" ? kept + 1n : kept).toString();
  const digits = rounded.padStart(places + 1, "0");
  const cut = digits.length - places;
  const isZero = /^0*$/.test(digits);
  return {
    negative: negative && !isZero,
    whole: digits.slice(0, cut),
    fraction: digits.slice(cut),
  };
}

function group(whole: string): string {
  return whole.replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, ",");
}

function write(value: Decimal): string {
  return value.fraction === "" ? group(value.whole) : `${group(value.whole)}.${value.fraction}`;
}

/** Prices keep the decimals they came with, from two to four: ticks are never rounded away. */
function priceDigits(value: Decimal): string {
  const fraction = value.fraction.replace(/0+$/, "");
  return write(roundDecimal({ ...value, fraction }, Math.min(Math.max(fraction.length, 2), 4)));
}

/**
 * Tells the sign of a decimal text as it is shown, to so many places: a loss of a tenth of a cent is none.
 * 0 for null, zero and unreadable text.
 */
export function signOf(text: string | null, places = 9): -1 | 0 | 1 {
  const read = readDecimal(text);
  const value = read === null ? null : roundDecimal(read, places);
  if (value === null || /^0*$/.test(value.whole + value.fraction)) return 0;
  return value.negative ? -1 : 1;
}

/** Drops the sign of a decimal text, for fields that say credit or debit in words. */
export function withoutSign(text: string): string {
  return text.startsWith("-") ? text.slice(1) : text;
}

/** A price: "1.3" -> "1.30", "612.4" -> "612.40", "0.0432" stays. */
export function formatPrice(text: string | null): string {
  const value = readDecimal(text);
  if (value === null) return UNKNOWN;
  return `${value.negative ? MINUS : ""}${priceDigits(value)}`;
}

/**
 * The mark of a stock, which may lie between two ticks: cents from $1, four decimals below, so that
 * a price that moves by half a cent does not grow and shrink ("612.405" -> "612.41").
 */
export function formatStockMark(text: string | null): string {
  const value = readDecimal(text);
  if (value === null) return UNKNOWN;
  const rounded = roundDecimal(value, /^0+$/.test(value.whole) ? 4 : 2);
  return `${rounded.negative ? MINUS : ""}${write(rounded)}`;
}

/** A change of a stock's mark to the cent, with its sign: "+1.24", "−0.35", "0.00". */
export function formatChange(text: string | null): string {
  const value = readDecimal(text);
  if (value === null) return UNKNOWN;
  const cents = roundDecimal(value, 2);
  const isZero = /^0*$/.test(cents.whole + cents.fraction);
  return `${cents.negative ? MINUS : isZero ? "" : "+"}${write(cents)}`;
}

/** Dollars to the cent: "-1204.5" -> "−$1,204.50". */
export function formatMoney(text: string | null): string {
  const value = readDecimal(text);
  if (value === null) return UNKNOWN;
  const cents = roundDecimal(value, 2);
  return `${cents.negative ? MINUS : ""}$${write(cents)}`;
}

/** Whole dollars as they are typed, "50000.00" -> "50000"; cents stay where there are any. */
export function withoutCents(text: string): string {
  return text.replace(/\.0*$/, "");
}

/** Profit or loss: money that always carries its sign, "+$87.00". */
export function formatProfit(text: string | null): string {
  const value = readDecimal(text);
  if (value === null) return UNKNOWN;
  const cents = roundDecimal(value, 2);
  const isZero = /^0*$/.test(cents.whole + cents.fraction);
  return `${cents.negative ? MINUS : isZero ? "" : "+"}$${write(cents)}`;
}

/** Profit or loss in whole dollars, for tables of many: "+$1,204", "−$87", "$0". */
export function formatProfitShort(text: string | null): string {
  const value = readDecimal(text);
  if (value === null) return UNKNOWN;
  const whole = roundDecimal(value, 0);
  const isZero = /^0*$/.test(whole.whole);
  return `${whole.negative ? MINUS : isZero ? "" : "+"}$${write(whole)}`;
}

/** A percentage with one decimal; `signed` writes the plus too. */
export function formatPercent(text: string | null, signed = false): string {
  const value = readDecimal(text);
  if (value === null) return UNKNOWN;
  const tenths = roundDecimal(value, 1);
  const isZero = /^0*$/.test(tenths.whole + tenths.fraction);
  const plus = signed && !isZero && !tenths.negative ? "+" : "";
  return `${tenths.negative ? MINUS : plus}${write(tenths)}%`;
}

/** A greek with two decimals and a real minus sign. */
export function formatGreek(text: string | null): string {
  const value = readDecimal(text);
  if (value === null) return UNKNOWN;
  const rounded = roundDecimal(value, 2);
  return `${rounded.negative ? MINUS : ""}${write(rounded)}`;
}

/** A quantity or size: "-1" -> "−1", "1500" -> "1,500", "0.5" stays. */
export function formatQuantity(text: string | null): string {
  const value = readDecimal(text);
  if (value === null) return UNKNOWN;
  const fraction = value.fraction.replace(/0+$/, "");
  return `${value.negative ? MINUS : ""}${write({ ...value, fraction })}`;
}

/** A net price in words, never by sign alone: "1.34 credit". */
export function formatNet(text: string | null, word: NetWord | null): string {
  const value = readDecimal(text);
  if (value === null) return UNKNOWN;
  if (word === null) return formatPrice(text);
  return word === "even" ? "even" : `${priceDigits(value)} ${word}`;
}

/** Tells the word of a signed net price, where positive pays. */
export function netWordOf(text: string): NetWord {
  const sign = signOf(text);
  return sign === 0 ? "even" : sign > 0 ? "debit" : "credit";
}

/** Money as a screen reader should say it: "1,204 dollars 50". */
export function spokenMoney(text: string | null): string {
  const value = readDecimal(text);
  if (value === null) return "unknown";
  const cents = roundDecimal(value, 2);
  const dollars = group(cents.whole);
  const fraction = cents.fraction === "00" ? "" : ` ${cents.fraction.replace(/^0/, "")}`;
  return `${cents.negative ? "minus " : ""}${dollars} ${dollars === "1" ? "dollar" : "dollars"}${fraction}`;
}

/** Profit or loss as a screen reader should say it: "loss of 1,204 dollars 50, simulated". */
export function spokenProfit(text: string | null): string {
  if (text === null || readDecimal(text) === null) return "profit or loss unknown";
  const sign = signOf(text);
  if (sign === 0) return "no profit or loss, simulated";
  return `${sign < 0 ? "loss" : "profit"} of ${spokenMoney(withoutSign(text))}, simulated`;
}

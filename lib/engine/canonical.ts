/**
 * The one text form of events and states: sorted keys, no spaces, integers of money as digits.
 *
 * Units in names carry the type: a key that ends in `Micros` or `Nanos` is a bigint and is written
 * as a string of digits, so JSON needs no tags and reading back needs no schema. The hash chain is
 * over exactly these bytes, which is why nothing else may write an event.
 */
import { invariant } from "./assert";

type Canonical =
  | null
  | boolean
  | number
  | string
  | bigint
  | undefined
  | readonly Canonical[]
  | { readonly [key: string]: Canonical };

const BIG = /(?:Micros|Nanos)$/;

/** Writes a value; undefined properties are left out, as in JSON. */
export function canonicalize(value: unknown): string {
  return write(value as Canonical, "");
}

function write(value: Canonical, key: string): string {
  if (value === null) return "null";
  switch (typeof value) {
    case "string":
    case "boolean":
      return JSON.stringify(value);
    case "number":
      invariant(Number.isFinite(value), "a canonical number is finite");
      return JSON.stringify(value);
    case "bigint":
      invariant(BIG.test(key), `${key} is a bigint, so its name ends in its unit`);
      return `"${value.toString()}"`;
    default:
      return Array.isArray(value)
        ? `[${value.map((item) => write(item, key)).join(",")}]`
        : writeObject(value as { readonly [key: string]: Canonical });
  }
}

function writeObject(value: { readonly [key: string]: Canonical }): string {
  let text = "";
  for (const key of Object.keys(value).sort()) {
    const item = value[key];
    if (item === undefined) continue;
    text += (text === "" ? "" : ",") + nameText(key) + write(item, key);
  }
  return `{${text}}`;
}

/** Names as they are written: a few hundred, written millions of times. */
const NAME_TEXTS = new Map<string, string>();
const NAME_TEXTS_MAX = 2_000;

function nameText(key: string): string {
  const known = NAME_TEXTS.get(key);
  if (known !== undefined) return known;
  const text = `${JSON.stringify(key)}:`;
  if (NAME_TEXTS.size < NAME_TEXTS_MAX) NAME_TEXTS.set(key, text);
  return text;
}

/** Reads what `canonicalize` wrote; the caller names the type because only our own text is read. */
export function parseCanonical<T>(text: string): T {
  return revived(JSON.parse(text), "") as T;
}

/**
 * Turns the amounts of a value into bigints, in place: JSON.parse made it and it is ours, and a log
 * is read by the million events. Items of a list go by the name of the list.
 */
function revived(value: unknown, name: string): unknown {
  if (typeof value === "string") return isAmount(name) ? amountOf(value) : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) reviveItems(value, name);
  else reviveFields(value as { [name: string]: unknown });
  return value;
}

function reviveItems(list: unknown[], name: string): void {
  for (let index = 0; index < list.length; index += 1) list[index] = revived(list[index], name);
}

function reviveFields(object: { [name: string]: unknown }): void {
  for (const name in object) {
    const value = object[name];
    if (typeof value === "string") {
      if (isAmount(name)) object[name] = amountOf(value);
    } else if (typeof value === "object") revived(value, name);
  }
}

/** A Map is asked ten times faster than a pattern, and a log has the same few names all over. */
const AMOUNT_NAMES = new Map<string, boolean>();

function isAmount(name: string): boolean {
  const known = AMOUNT_NAMES.get(name);
  if (known !== undefined) return known;
  const isOne = BIG.test(name);
  if (AMOUNT_NAMES.size < NAME_TEXTS_MAX) AMOUNT_NAMES.set(name, isOne);
  return isOne;
}

/** Sizes and prices come again and again, and a bigint may be shared: reading one costs more than finding it. */
const AMOUNTS = new Map<string, bigint>();
const AMOUNTS_MAX = 4_096;

function amountOf(text: string): bigint {
  const known = AMOUNTS.get(text);
  if (known !== undefined) return known;
  const amount = BigInt(text);
  if (AMOUNTS.size >= AMOUNTS_MAX) AMOUNTS.clear();
  AMOUNTS.set(text, amount);
  return amount;
}

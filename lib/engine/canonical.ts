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

function write(value: Canonical, name: string): string {
  switch (typeof value) {
    case "string":
      return writeText(value);
    case "boolean":
      return value ? "true" : "false";
    case "number":
      invariant(Number.isFinite(value), "a canonical number is finite");
      return String(value);
    case "bigint":
      invariant(isAmount(name), `${name} is a bigint, so its name ends in its unit`);
      return `"${value.toString()}"`;
    default:
      if (value === null) return "null";
      return Array.isArray(value)
        ? writeList(value, name)
        : writeObject(value as { readonly [key: string]: Canonical });
  }
}

/** Most texts are ids, symbols and words, which JSON writes as they are. */
const AS_IT_IS = /^[ !#-[\]-~]{0,64}$/;

function writeText(text: string): string {
  return AS_IT_IS.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** Items of a list go by the name of the list. */
function writeList(list: readonly Canonical[], name: string): string {
  let text = "[";
  for (let index = 0; index < list.length; index += 1) {
    if (index > 0) text += ",";
    text += write(list[index], name);
  }
  return `${text}]`;
}

function writeObject(value: { readonly [key: string]: Canonical }): string {
  let text = "";
  for (const { key, name } of fieldsOf(Object.keys(value))) {
    const item = value[key];
    if (item === undefined) continue;
    text += (text === "" ? name : `,${name}`) + write(item, key);
  }
  return `{${text}}`;
}

interface Field {
  readonly key: string;
  /** The key as it is written, with its colon. */
  readonly name: string;
}

/** The fields of the objects that have these keys in this order, and the same with one key more. */
interface Shape {
  fields: readonly Field[] | null;
  readonly next: Map<string, Shape>;
}

/** A log has a few hundred shapes, written millions of times: each is sorted once. */
const SHAPES: Shape = { fields: null, next: new Map() };
const SHAPES_MAX = 20_000;
let shapes = 0;

function fieldsOf(keys: readonly string[]): readonly Field[] {
  let shape = SHAPES;
  for (const key of keys) {
    let next = shape.next.get(key);
    if (next === undefined) {
      if (shapes >= SHAPES_MAX) return sortedFields(keys);
      next = { fields: null, next: new Map() };
      shapes += 1;
      shape.next.set(key, next);
    }
    shape = next;
  }
  shape.fields ??= sortedFields(keys);
  return shape.fields;
}

function sortedFields(keys: readonly string[]): readonly Field[] {
  return [...keys].sort().map((key) => ({ key, name: `${JSON.stringify(key)}:` }));
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
const AMOUNT_NAMES_MAX = 2_000;

function isAmount(name: string): boolean {
  const known = AMOUNT_NAMES.get(name);
  if (known !== undefined) return known;
  const isOne = BIG.test(name);
  if (AMOUNT_NAMES.size < AMOUNT_NAMES_MAX) AMOUNT_NAMES.set(name, isOne);
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

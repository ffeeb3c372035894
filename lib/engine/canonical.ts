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
  return revive(JSON.parse(text), "") as T;
}

function revive(value: unknown, key: string): unknown {
  if (typeof value === "string") return BIG.test(key) ? BigInt(value) : value;
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item) => revive(item, key));
  const object = value as Record<string, unknown>;
  for (const name of Object.keys(object)) object[name] = revive(object[name], name);
  return object;
}

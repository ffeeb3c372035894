/**
 * The JSON parser of the edge: number tokens stay text, and what parsers read differently is refused.
 *
 * `JSON.parse` turns 0.1 into a double, 1e400 into Infinity and keeps the last of two equal keys
 * (reliability.md §2.9, T24). Here `0.1` becomes the string "0.1", `1e3` becomes "1e3" and is then
 * refused by the decimal grammar like any other text (decisions 19), and a duplicate key or a
 * `__proto__` is an error. The answer holds strings, booleans, nulls, lists and plain objects.
 */
import { err, ok, type Result } from "@/lib/engine/result";

export type JsonValue = string | boolean | null | readonly JsonValue[] | JsonObject;
interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** The body limit of the program API; no order comes near it. */
export const JSON_LENGTH_MAX = 65_536;
const JSON_DEPTH_MAX = 16;

const SPACE = /[ \t\n\r]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these unescaped.
const PLAIN_STRING = /"[^"\\\u0000-\u001f]*"/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these unescaped.
const ESCAPED_STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WORD = /true|false|null/y;
const WORDS: { readonly [word: string]: boolean | null } = { true: true, false: false, null: null };

/** Reads a JSON text, or says in a few words what is wrong with it and where. */
export function parseJson(text: string): Result<JsonValue, string> {
  if (text.length > JSON_LENGTH_MAX) return err(`longer than ${JSON_LENGTH_MAX} characters`);
  try {
    return ok(new Reader(text).document());
  } catch (error) {
    if (error instanceof JsonFault) return err(error.message);
    throw error;
  }
}

class JsonFault extends Error {}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  document(): JsonValue {
    const value = this.value(0);
    this.skipSpace();
    if (this.at < this.text.length) throw this.unexpected();
    return value;
  }

  private value(depth: number): JsonValue {
    if (depth > JSON_DEPTH_MAX) throw new JsonFault(`nested deeper than ${JSON_DEPTH_MAX} levels`);
    this.skipSpace();
    switch (this.text[this.at]) {
      case '"':
        return this.string();
      case "{":
        return this.object(depth);
      case "[":
        return this.list(depth);
      case "t":
      case "f":
      case "n":
        return this.word();
      default:
        return this.token(NUMBER) ?? this.fail();
    }
  }

  private object(depth: number): JsonObject {
    const object: { [key: string]: JsonValue } = {};
    this.at += 1;
    if (this.takes("}")) return object;
    do {
      const key = this.key();
      if (key === "__proto__") throw new JsonFault("the key __proto__ is not accepted");
      if (Object.hasOwn(object, key)) throw new JsonFault(`duplicate key ${JSON.stringify(key)}`);
      if (!this.takes(":")) throw this.unexpected();
      object[key] = this.value(depth + 1);
    } while (this.takes(","));
    if (!this.takes("}")) throw this.unexpected();
    return object;
  }

  private list(depth: number): JsonValue[] {
    const list: JsonValue[] = [];
    this.at += 1;
    if (this.takes("]")) return list;
    do list.push(this.value(depth + 1));
    while (this.takes(","));
    if (!this.takes("]")) throw this.unexpected();
    return list;
  }

  private key(): string {
    this.skipSpace();
    return this.text[this.at] === '"' ? this.string() : this.fail();
  }

  private string(): string {
    const plain = this.token(PLAIN_STRING);
    if (plain !== null) return plain.slice(1, -1);
    const escaped = this.token(ESCAPED_STRING);
    if (escaped === null) throw new JsonFault(`a broken string at position ${this.at}`);
    const text: unknown = JSON.parse(escaped);
    return String(text);
  }

  private word(): boolean | null {
    const word = this.token(WORD) ?? this.fail();
    return WORDS[word] ?? null;
  }

  /** The text a sticky pattern matches here, or null without moving. */
  private token(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return null;
    const from = this.at;
    this.at = pattern.lastIndex;
    return this.text.slice(from, this.at);
  }

  /** Skips spaces and then one character, if it is this one. */
  private takes(character: string): boolean {
    this.skipSpace();
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private skipSpace(): void {
    const code = this.text.charCodeAt(this.at);
    if (code > 32) return;
    SPACE.lastIndex = this.at;
    SPACE.test(this.text);
    this.at = SPACE.lastIndex;
  }

  private fail(): never {
    throw this.unexpected();
  }

  private unexpected(): JsonFault {
    const found = this.text[this.at];
    return new JsonFault(
      found === undefined
        ? "the text ends too early"
        : `unexpected ${JSON.stringify(found)} at position ${this.at}`,
    );
  }
}

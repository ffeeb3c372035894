/** Reads query parameters; a value that makes no sense is 422 40010001 with its name. */
import type { IsoDate } from "@/lib/engine/calendar/new-york";
import { parseDate, parseInstant } from "@/lib/wire/alpaca/instant";
import { refuseField } from "../call";

const WHOLE = /^(?:0|[1-9][0-9]{0,5})$/;
const LIST_MAX = 200;
const WORD = /^[A-Za-z0-9._:/-]{1,64}$/;

/** A whole number within bounds. */
export function wholeOf(
  query: URLSearchParams,
  name: string,
  { byDefault, min, max }: { byDefault: number; min: number; max: number },
): number {
  const text = given(query, name);
  if (text === null) return byDefault;
  const value = WHOLE.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  return refuseField(`${name} must be a whole number from ${min} to ${max}`);
}

/** One of a few words; the first when the parameter is absent. */
export function choiceOf<T extends string>(
  query: URLSearchParams,
  name: string,
  choices: readonly [T, ...T[]],
): T {
  return optionalChoiceOf(query, name, choices) ?? choices[0];
}

/** One of a few words, or null when the parameter is absent. */
export function optionalChoiceOf<T extends string>(
  query: URLSearchParams,
  name: string,
  choices: readonly T[],
): T | null {
  const text = given(query, name);
  if (text === null) return null;
  return choices.find((choice) => choice === text) ?? refuseField(`invalid ${name}`);
}

/** true or false. */
export function flagOf(query: URLSearchParams, name: string, byDefault: boolean): boolean {
  const text = optionalChoiceOf(query, name, ["true", "false"]);
  return text === null ? byDefault : text === "true";
}

/** An instant, epoch ms. */
export function instantOf(query: URLSearchParams, name: string): number | null {
  const text = given(query, name);
  if (text === null) return null;
  return parseInstant(text) ?? refuseField(`invalid ${name}: must be a date or RFC 3339 time`);
}

/** A calendar date; of a time, its date as written. */
export function dateOf(query: URLSearchParams, name: string): IsoDate | null {
  const text = given(query, name);
  if (text === null) return null;
  const day = parseInstant(text) === null ? null : parseDate(text.slice(0, "2026-11-20".length));
  return day ?? refuseField(`invalid ${name}: must be a date such as 2026-11-20`);
}

/** Words given as csv, as a repeated key, or both (alpaca-wire.md §1.0). */
export function wordsOf(query: URLSearchParams, name: string): readonly string[] {
  const words = query
    .getAll(name)
    .flatMap((text) => text.split(","))
    .map((word) => word.trim())
    .filter((word) => word !== "");
  if (words.length > LIST_MAX) return refuseField(`${name} has more than ${LIST_MAX} entries`);
  if (!words.every((word) => WORD.test(word))) return refuseField(`invalid ${name}`);
  return words;
}

/** A single word, or null. */
export function wordOf(query: URLSearchParams, name: string): string | null {
  const text = given(query, name);
  if (text === null) return null;
  return WORD.test(text) ? text : refuseField(`invalid ${name}`);
}

/** A parameter as sent; an empty one counts as absent. */
export function given(query: URLSearchParams, name: string): string | null {
  const text = query.get(name);
  return text === null || text === "" ? null : text;
}

/**
 * Views of the desk as the `/v1` API writes them: the same texts under snake_case names, instants as
 * RFC 3339. One conversion for all of them, so that page and API cannot come to differ.
 */
import { formatUtc } from "@/lib/engine/calendar/new-york";

/** `quoteAtMs: 1` becomes `quote_at: "1970-01-01T00:00:00.001Z"`; everything else keeps its value. */
export function apiView(view: unknown): unknown {
  if (Array.isArray(view)) return view.map(apiView);
  if (view === null || typeof view !== "object") return view;
  return Object.fromEntries(Object.entries(view).map(([key, value]) => entryOf(key, value)));
}

function entryOf(key: string, value: unknown): readonly [string, unknown] {
  if (!/(?:^a|A)tMs$/.test(key)) return [snake(key), apiView(value)];
  const name = snake(key.slice(0, -"Ms".length));
  return [name, typeof value === "number" ? formatUtc(value) : value];
}

function snake(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

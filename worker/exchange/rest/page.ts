/**
 * Fills one page of a multi-symbol answer, sorted by symbol then time, and makes the token of the next.
 *
 * The token names the last item sent, so pages need no memory on the server. A long walk lets other work
 * through every few milliseconds: a year of day bars must not hold up the streams.
 */
import { setImmediate } from "node:timers/promises";
import type { Span } from "../model/history";
import { HttpError } from "./http-error";

export type PageRequest = {
  readonly symbols: readonly string[];
  readonly span: Span;
  readonly limit: number;
  readonly token: string | null;
};

export type Timed<Item> = { readonly atMs: number; readonly item: Item };

export type Page<Item> = {
  readonly items: Record<string, Item[]>;
  readonly nextPageToken: string | null;
};

const HOLD_MS = 8;

/** Makes a pause that gives way to other work when the last was some milliseconds ago. */
export function breather(): () => Promise<void> | undefined {
  let heldSince = performance.now();
  return () => {
    if (performance.now() - heldSince < HOLD_MS) return undefined;
    return setImmediate().then(() => {
      heldSince = performance.now();
    });
  };
}

function writeToken({ symbol, atMs }: Place): string {
  return Buffer.from(`${symbol}|${atMs}`).toString("base64");
}

interface Place {
  readonly symbol: string;
  readonly atMs: number;
}

function readToken(token: string): Place {
  const [symbol = "", at = ""] = Buffer.from(token, "base64").toString().split("|");
  const atMs = Number(at);
  if (symbol === "" || at === "" || Number.isNaN(atMs)) {
    throw new HttpError(400, "invalid page_token");
  }
  return { symbol, atMs };
}

function spanOf(symbol: string, span: Span, resume: Place | null): Span {
  if (resume?.symbol !== symbol) return span;
  const { atMs } = resume;
  return span.isDescending ? { ...span, endMs: atMs - 1 } : { ...span, startMs: atMs + 1 };
}

/** Collects up to the limit of items over all symbols, starting after the token's item. */
export async function pageOf<Item>(
  request: PageRequest,
  walk: (symbol: string, span: Span) => Iterable<Timed<Item>>,
): Promise<Page<Item>> {
  const resume = request.token ? readToken(request.token) : null;
  const items: Record<string, Item[]> = {};
  let left = request.limit;
  let last: Place | null = null;
  const rest = breather();
  for (const symbol of request.symbols) {
    if (resume !== null && symbol < resume.symbol) continue;
    for (const { atMs, item } of walk(symbol, spanOf(symbol, request.span, resume))) {
      if (left === 0) return { items, nextPageToken: last && writeToken(last) };
      items[symbol] ??= [];
      items[symbol].push(item);
      left -= 1;
      last = { symbol, atMs };
      const pause = rest();
      if (pause !== undefined) await pause; // to wait for nothing costs a turn for each of thousands of items
    }
  }
  return { items, nextPageToken: null };
}

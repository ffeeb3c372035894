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

function writeToken(symbol: string, atMs: number): string {
  return Buffer.from(`${symbol}|${atMs}`).toString("base64");
}

function readToken(token: string): { symbol: string; atMs: number } {
  const [symbol = "", at = ""] = Buffer.from(token, "base64").toString().split("|");
  const atMs = Number(at);
  if (symbol === "" || at === "" || Number.isNaN(atMs)) {
    throw new HttpError(400, "invalid page_token");
  }
  return { symbol, atMs };
}

function spanAfter(span: Span, atMs: number): Span {
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
  let last: string | null = null;
  const rest = breather();
  for (const symbol of request.symbols) {
    if (resume !== null && symbol < resume.symbol) continue;
    const span = resume?.symbol === symbol ? spanAfter(request.span, resume.atMs) : request.span;
    for (const { atMs, item } of walk(symbol, span)) {
      if (left === 0) return { items, nextPageToken: last };
      items[symbol] ??= [];
      items[symbol].push(item);
      left -= 1;
      last = writeToken(symbol, atMs);
      await rest();
    }
  }
  return { items, nextPageToken: null };
}

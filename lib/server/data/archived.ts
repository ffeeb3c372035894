/** Pages of the archive the hub keeps: quotes of options, which Alpaca has no history of, and minute bars. */
import type { AskedSpan } from "@/lib/wire/alpaca/data-query";
import { BadDataQuery } from "@/lib/wire/alpaca/data-query";
import type { Bar, OptionQuote } from "@/lib/wire/alpaca/market-data";
import { isoTime } from "../clock";
import type { Deps } from "../deps";
import type { DataWorld } from "./data-world";
import type { HistoryPage } from "./history";

export interface ArchiveRequest {
  readonly symbols: readonly string[];
  readonly span: AskedSpan;
  readonly limit: number;
  readonly pageToken: string | null;
}

interface Row {
  readonly symbol: string;
  readonly at: Date;
}
interface QuoteRow extends Row {
  readonly bid_micros: string;
  readonly bid_size: number;
  readonly bid_exchange: string;
  readonly ask_micros: string;
  readonly ask_size: number;
  readonly ask_exchange: string;
}
interface BarRow extends Row {
  readonly open_micros: string;
  readonly high_micros: string;
  readonly low_micros: string;
  readonly close_micros: string;
  readonly vwap_micros: string;
  readonly volume: string;
  readonly trade_count: number;
}

/** Tokens of the archive are told from those of the data account by how they begin. */
const TOKEN_PREFIX = "a.";

export function isArchiveToken(token: string | null): boolean {
  return token?.startsWith(TOKEN_PREFIX) ?? false;
}

/** A page of sampled option quotes. */
export function archivedQuotes(
  deps: Pick<Deps, "webPool">,
  world: DataWorld,
  request: ArchiveRequest,
): Promise<HistoryPage> {
  return pageOf<QuoteRow>(deps, world, request, { table: "archive_quotes", item: quoteOf });
}

/** A page of minute bars. */
export function archivedBars(
  deps: Pick<Deps, "webPool">,
  world: DataWorld,
  request: ArchiveRequest,
): Promise<HistoryPage> {
  return pageOf<BarRow>(deps, world, request, { table: "archive_bars", item: barOf });
}

/** One more row than the page holds tells whether there is a next. */
function sqlOf(table: string, isDescending: boolean): string {
  const beyond = isDescending ? "at < $5" : "at > $5";
  return `SELECT * FROM ${table}
    WHERE symbol = ANY ($1) AND at >= $2 AND at <= $3
      AND ($4::text IS NULL OR symbol COLLATE "C" > $4 OR (symbol = $4 AND ${beyond}::timestamptz))
    ORDER BY symbol COLLATE "C", at ${isDescending ? "DESC" : "ASC"} LIMIT $6`;
}

async function pageOf<R extends Row>(
  { webPool }: Pick<Deps, "webPool">,
  world: DataWorld,
  { symbols, span, limit, pageToken }: ArchiveRequest,
  { table, item }: { readonly table: string; readonly item: (row: R) => unknown },
): Promise<HistoryPage> {
  const after = pageToken === null ? null : readToken(pageToken);
  const { rows } = await webPool.query<R>(sqlOf(table, span.isDescending), [
    symbols,
    isoTime(span.startMs ?? 0),
    isoTime(Math.min(span.endMs ?? world.nowMs, world.nowMs)),
    after?.symbol ?? null,
    after === null ? null : isoTime(after.atMs),
    limit + 1,
  ]);
  const page = rows.slice(0, limit);
  const items: Record<string, unknown[]> = {};
  for (const row of page) {
    items[row.symbol] ??= [];
    items[row.symbol]?.push(item(row));
  }
  const last = page.at(-1);
  const hasNext = rows.length > limit && last !== undefined;
  return { items, nextPageToken: hasNext ? writeToken(last) : null };
}

function writeToken({ symbol, at }: Row): string {
  const text = `${symbol}|${at.getTime()}`;
  return `${TOKEN_PREFIX}${Buffer.from(text).toString("base64url")}`;
}

function readToken(token: string): { readonly symbol: string; readonly atMs: number } {
  const encoded = token.slice(TOKEN_PREFIX.length);
  const [symbol = "", at = ""] = Buffer.from(encoded, "base64url").toString().split("|");
  const isOurs = isArchiveToken(token) && symbol !== "" && /^\d{1,15}$/.test(at);
  if (!isOurs) throw new BadDataQuery("invalid page_token");
  return { symbol, atMs: Number(at) };
}

function quoteOf(row: QuoteRow): OptionQuote {
  return {
    t: row.at.toISOString(),
    ax: row.ask_exchange,
    ap: Number(row.ask_micros) / 1e6,
    as: row.ask_size,
    bx: row.bid_exchange,
    bp: Number(row.bid_micros) / 1e6,
    bs: row.bid_size,
    c: " ",
  };
}

function barOf(row: BarRow): Bar {
  return {
    t: row.at.toISOString(),
    o: Number(row.open_micros) / 1e6,
    h: Number(row.high_micros) / 1e6,
    l: Number(row.low_micros) / 1e6,
    c: Number(row.close_micros) / 1e6,
    v: Number(row.volume),
    n: row.trade_count,
    vw: Number(row.vwap_micros) / 1e6,
  };
}

/** What the market-data routes read and answer, for /openapi.json and the tests (alpaca-wire.md §5). */
import { z } from "zod";
import { ACTION_TYPES, CorporateActions } from "@/lib/wire/alpaca/corporate-actions";
import {
  Bar,
  DailyAuctions,
  OptionQuote,
  OptionSnapshot,
  OptionTrade,
  StockQuote,
  StockSnapshot,
  StockTrade,
} from "@/lib/wire/alpaca/market-data";
import { MostActives, Movers } from "@/lib/wire/alpaca/screener";
import type { Contract } from "../contract";
import { TAPES } from "./meta";

const STOCKS = "Stock data";
const OPTIONS = "Option data";
const token = z.string().nullable();
const symbols = z.array(z.string());
const params = z.object({ symbol: z.string() });
const stockFeed = { feed: z.enum(["sip", "iex", "delayed_sip"]).optional() };
const optionFeed = { feed: z.enum(["opra", "indicative"]).optional() };
const range = {
  start: z.string().optional(),
  end: z.string().optional(),
  limit: z.int().optional(),
  sort: z.enum(["asc", "desc"]).optional(),
  page_token: z.string().optional(),
};
const named = { asof: z.string().optional(), currency: z.enum(["USD"]).optional() };
const bars = { timeframe: z.string(), adjustment: z.array(z.string()).optional() };

const STOCK_ITEMS = {
  bars: Bar,
  quotes: StockQuote,
  trades: StockTrade,
  auctions: DailyAuctions,
} as const;
const OPTION_ITEMS = { bars: Bar, quotes: OptionQuote, trades: OptionTrade } as const;

type StockKind = keyof typeof STOCK_ITEMS;
const singular = { bars: "bar", quotes: "quote", trades: "trade" } as const;

export function stockHistoryContract(kind: StockKind, form: "several" | "one"): Contract {
  const items = z.array(STOCK_ITEMS[kind]);
  const query = z.object({
    ...(form === "several" ? { symbols } : {}),
    ...(kind === "bars" ? bars : {}),
    ...range,
    ...named,
    ...stockFeed,
  });
  const answer =
    form === "several"
      ? z.strictObject({ [kind]: z.record(z.string(), items), next_page_token: token })
      : z.strictObject({ symbol: z.string(), [kind]: items, next_page_token: token });
  return {
    summary: `Historical ${kind} of ${form === "several" ? "stocks" : "a stock"}`,
    tag: STOCKS,
    ...(form === "one" ? { params } : {}),
    query,
    answers: { 200: answer },
  };
}

export function stockLatestContract(
  kind: keyof typeof singular,
  form: "several" | "one",
): Contract {
  const item = STOCK_ITEMS[kind];
  const answer =
    form === "several"
      ? z.strictObject({ [kind]: z.record(z.string(), item) })
      : z.strictObject({ symbol: z.string(), [singular[kind]]: item });
  return {
    summary: `The latest ${kind} of ${form === "several" ? "stocks" : "a stock"}`,
    tag: STOCKS,
    ...(form === "one" ? { params } : {}),
    query: z.object({ ...(form === "several" ? { symbols } : {}), ...stockFeed }),
    answers: { 200: answer },
  };
}

export const SNAPSHOTS: Contract = {
  summary: "Snapshots of stocks, by symbol",
  tag: STOCKS,
  query: z.object({ symbols, ...stockFeed }),
  answers: { 200: z.record(z.string(), StockSnapshot) },
};
export const SNAPSHOT: Contract = {
  summary: "The snapshot of a stock",
  tag: STOCKS,
  params,
  query: z.object(stockFeed),
  answers: { 200: StockSnapshot.extend({ symbol: z.string() }).strict() },
};

export function optionHistoryContract(kind: "bars" | "trades"): Contract {
  return {
    summary: `Historical ${kind} of option series`,
    tag: OPTIONS,
    query: z.object({
      ...{ symbols, ...(kind === "bars" ? bars : {}), ...range, ...named, ...optionFeed },
    }),
    answers: {
      200: z.strictObject({
        [kind]: z.record(z.string(), z.array(OPTION_ITEMS[kind])),
        next_page_token: token,
      }),
    },
  };
}

export function optionLatestContract(kind: "quotes" | "trades"): Contract {
  return {
    summary: `The latest ${kind} of option series`,
    tag: OPTIONS,
    query: z.object({ symbols, ...optionFeed }),
    answers: { 200: z.strictObject({ [kind]: z.record(z.string(), OPTION_ITEMS[kind]) }) },
  };
}

const optionSnapshots = z.strictObject({
  snapshots: z.record(z.string(), OptionSnapshot),
  next_page_token: token,
});
export const OPTION_SNAPSHOTS: Contract = {
  summary: "Snapshots of option series, with implied volatility and greeks",
  tag: OPTIONS,
  query: z.object({ symbols, ...optionFeed }),
  answers: { 200: optionSnapshots },
};
export const OPTION_CHAIN: Contract = {
  summary: "The option chain of an underlying, a page at a time",
  tag: OPTIONS,
  params: z.object({ underlying: z.string() }),
  query: z.object({
    type: z.enum(["call", "put"]).optional(),
    strike_price_gte: z.number().optional(),
    strike_price_lte: z.number().optional(),
    expiration_date: z.iso.date().optional(),
    expiration_date_gte: z.iso.date().optional(),
    expiration_date_lte: z.iso.date().optional(),
    root_symbol: z.string().optional(),
    updated_since: z.string().optional(),
    limit: z.int().optional(),
    page_token: z.string().optional(),
    ...optionFeed,
  }),
  answers: { 200: optionSnapshots },
};

const Codes = z.record(z.string(), z.string());
export const EXCHANGES: Contract = {
  summary: "Exchange codes and their names",
  tag: "Market data codes",
  answers: { 200: Codes },
};
const kind = z.object({ kind: z.enum(["trade", "quote"]) });
export const STOCK_CONDITIONS: Contract = {
  summary: "Condition codes of a tape and their meaning",
  tag: "Market data codes",
  params: kind,
  query: z.object({ tape: z.enum(TAPES) }),
  answers: { 200: Codes },
};
export const OPTION_CONDITIONS: Contract = {
  summary: "Condition codes of options and their meaning",
  tag: "Market data codes",
  params: kind,
  answers: { 200: Codes },
};

export const ACTIONS: Contract = {
  summary: "Corporate actions by kind",
  tag: "Corporate actions",
  query: z.object({
    symbols: symbols.optional(),
    types: z.array(z.enum(ACTION_TYPES)).optional(),
    cusips: z.array(z.string()).optional(),
    ids: z.array(z.string()).optional(),
    region: z.enum(["us", "non_us", "all"]).optional(),
    data_quality: z.enum(["complete", "all"]).optional(),
    start: z.iso.date().optional(),
    end: z.iso.date().optional(),
    limit: z.int().optional(),
    sort: z.enum(["asc", "desc"]).optional(),
    page_token: z.string().optional(),
  }),
  answers: { 200: CorporateActions },
};
export const NEWS: Contract = {
  summary: "News: none, no source is connected",
  tag: "News",
  query: z.object({
    symbols: symbols.optional(),
    ...range,
    include_content: z.boolean().optional(),
    exclude_contentless: z.boolean().optional(),
  }),
  answers: { 200: z.strictObject({ news: z.array(z.never()), next_page_token: z.null() }) },
};
export const MOST_ACTIVES: Contract = {
  summary: "Stocks traded most today",
  tag: "Screener",
  query: z.object({
    by: z.enum(["volume", "trades"]).optional(),
    top: z.int().optional(),
    ...stockFeed,
  }),
  answers: { 200: MostActives.strict() },
};
export const MOVERS: Contract = {
  summary: "Stocks that rose and fell most",
  tag: "Screener",
  query: z.object({ top: z.int().optional(), ...stockFeed }),
  answers: { 200: Movers.strict() },
};

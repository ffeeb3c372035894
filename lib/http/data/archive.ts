/** What the archive of the Pro+ plan adds to history: GET /v1beta1/options/quotes, and minute bars. */
import { z } from "zod";
import {
  type ArchiveRequest,
  archivedBars,
  archivedQuotes,
  isArchiveToken,
} from "@/lib/server/data/archived";
import type { DataWorld } from "@/lib/server/data/data-world";
import type { HistoryPage, HistoryRequest } from "@/lib/server/data/history";
import { askedSpan, limitOf, pageTokenOf, symbolsOf } from "@/lib/wire/alpaca/data-query";
import { OptionQuote } from "@/lib/wire/alpaca/market-data";
import { type Call, type Handler, Refused } from "../call";
import type { Contract } from "../contract";
import { notPermitted, optionWorld } from "./feed";

const OPTIONS_MAX = 100;

/** Sampled quotes of options: Alpaca has none of the past, we have those the hub followed. */
export const getOptionQuotes: Handler = async (call) => {
  if (!hasArchive(call)) throw new Refused(notPermitted("historical option quotes"));
  const world = await optionWorld(call);
  const request = {
    symbols: symbolsOf(call.query, OPTIONS_MAX),
    span: askedSpan(call.query),
    limit: limitOf(call.query),
    pageToken: pageTokenOf(call.query),
  };
  const { items, nextPageToken } = await archivedQuotes(call.deps, world, request);
  const body = { quotes: items, next_page_token: nextPageToken };
  return { status: 200, body, feed: world.feed };
};

/** Minute bars of the archive, where the data account has none; null where the archive is not asked. */
export async function barsInstead(
  call: Call,
  world: DataWorld,
  request: HistoryRequest,
  page: HistoryPage | null,
): Promise<HistoryPage | null> {
  const isMinutes = request.timeframe?.text === "1Min" || request.timeframe?.text === "1T";
  if (!isMinutes || !hasArchive(call)) return null;
  const isEmpty = page !== null && Object.keys(page.items).length === 0 && !page.nextPageToken;
  const isContinued = page === null && isArchiveToken(request.pageToken);
  if (!isEmpty && !isContinued) return null;
  const asked: ArchiveRequest = { ...request, pageToken: isContinued ? request.pageToken : null };
  return archivedBars(call.deps, world, asked);
}

function hasArchive({ caller }: Call): boolean {
  return caller.tier === "pro_plus";
}

export const OPTION_QUOTES: Contract = {
  summary: "Sampled quotes of option series, from the archive (Pro+)",
  tag: "Option data",
  query: z.object({
    symbols: z.array(z.string()),
    start: z.string().optional(),
    end: z.string().optional(),
    limit: z.int().optional(),
    sort: z.enum(["asc", "desc"]).optional(),
    page_token: z.string().optional(),
    feed: z.enum(["opra", "indicative"]).optional(),
  }),
  answers: {
    200: z.strictObject({
      quotes: z.record(z.string(), z.array(OptionQuote)),
      next_page_token: z.string().nullable(),
    }),
  },
};

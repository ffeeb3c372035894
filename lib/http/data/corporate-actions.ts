/** GET /v1/corporate-actions as the data account tells them, and news, of which there are none (§5.3). */
import { readUpstream } from "@/lib/server/data/read-upstream";
import { findUpstream } from "@/lib/server/market/find-upstream";
import { ACTION_TYPES, UpstreamActions, wholeActions } from "@/lib/wire/alpaca/corporate-actions";
import {
  askedSpan,
  BadDataQuery,
  choiceOf,
  dateIn,
  limitOf,
  listOf,
  pageTokenOf,
  symbolOf,
} from "@/lib/wire/alpaca/data-query";
import { type Handler, ok } from "../call";

const LIMITS = { max: 1_000, usual: 100 } as const;
const NEWS_LIMITS = { max: 50, usual: 10 } as const;
const WORD = /^[A-Za-z0-9-]{1,64}$/;

/** Announced actions by kind. */
export const getCorporateActions: Handler = async ({ deps, query }) => {
  const types: readonly string[] = ACTION_TYPES;
  const unknown = listOf(query, "types").find((type) => !types.includes(type));
  if (unknown !== undefined) throw new BadDataQuery(`invalid types: ${unknown.slice(0, 32)}`);
  const params = {
    symbols: joined(listOf(query, "symbols").map(symbolOf)),
    cusips: joined(wordsOf(query, "cusips")),
    types: joined(listOf(query, "types")),
    ids: joined(wordsOf(query, "ids")),
    region: choiceOf(query, "region", ["us", "non_us", "all"]),
    start: dateIn(query, "start"),
    end: dateIn(query, "end"),
    data_quality: choiceOf(query, "data_quality", ["complete", "all"]),
    limit: String(limitOf(query, LIMITS)),
    page_token: pageTokenOf(query),
    sort: choiceOf(query, "sort", ["asc", "desc"]),
  };
  const question = { path: "/v1/corporate-actions", params };
  const upstream = await findUpstream(deps);
  return ok(wholeActions(await readUpstream(deps, upstream, question, UpstreamActions)));
};

/** No source of news is connected: an honest empty page, after the same checks of the question. */
export const getNews: Handler = async ({ query }) => {
  for (const symbol of listOf(query, "symbols")) symbolOf(symbol);
  askedSpan(query);
  limitOf(query, NEWS_LIMITS);
  pageTokenOf(query);
  for (const name of ["include_content", "exclude_contentless"]) {
    choiceOf(query, name, ["true", "false"]);
  }
  return ok({ news: [], next_page_token: null });
};

function wordsOf(query: URLSearchParams, name: string): readonly string[] {
  const words = listOf(query, name);
  const bad = words.find((word) => !WORD.test(word));
  if (bad !== undefined) throw new BadDataQuery(`invalid ${name}: ${bad.slice(0, 32)}`);
  return words;
}

function joined(words: readonly string[]): string | null {
  return words.length === 0 ? null : words.join(",");
}

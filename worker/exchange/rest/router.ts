/** Which path is answered by what; unknown paths are 404 with Alpaca's envelope. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { BadDataQuery } from "../../../lib/wire/alpaca/data-query";
import type { Market } from "../model/market";
import { corporateActions } from "./action-routes";
import { HttpError } from "./http-error";
import { optionChain, optionHistory, optionLatest, optionSnapshots } from "./option-routes";
import type { Query } from "./query";
import {
  asset,
  assets,
  calendar,
  clock,
  optionContract,
  optionContracts,
} from "./reference-routes";
import {
  stockHistory,
  stockHistorySingle,
  stockLatest,
  stockLatestSingle,
  stockSnapshot,
  stockSnapshots,
} from "./stock-routes";
import { underlyingFacts } from "./underlying-routes";

type Asked = { readonly market: Market; readonly query: Query; readonly nowMs: number };
type Answer = (asked: Asked, part: string) => unknown;

/** Fixed paths first; the part in brackets is the symbol. */
const ROUTES: readonly (readonly [path: RegExp, answer: Answer])[] = [
  [/^\/v2\/stocks\/bars$/, (asked) => stockHistory("bars", asked)],
  [/^\/v2\/stocks\/quotes$/, (asked) => stockHistory("quotes", asked)],
  [/^\/v2\/stocks\/trades$/, (asked) => stockHistory("trades", asked)],
  [/^\/v2\/stocks\/auctions$/, (asked) => stockHistory("auctions", asked)],
  [/^\/v2\/stocks\/bars\/latest$/, (asked) => stockLatest("bars", asked)],
  [/^\/v2\/stocks\/quotes\/latest$/, (asked) => stockLatest("quotes", asked)],
  [/^\/v2\/stocks\/trades\/latest$/, (asked) => stockLatest("trades", asked)],
  [/^\/v2\/stocks\/snapshots$/, (asked) => stockSnapshots(asked)],
  [/^\/v2\/stocks\/([^/]+)\/snapshot$/, stockSnapshot],
  [/^\/v2\/stocks\/([^/]+)\/bars$/, (asked, part) => stockHistorySingle("bars", asked, part)],
  [/^\/v2\/stocks\/([^/]+)\/quotes$/, (asked, part) => stockHistorySingle("quotes", asked, part)],
  [/^\/v2\/stocks\/([^/]+)\/trades$/, (asked, part) => stockHistorySingle("trades", asked, part)],
  [
    /^\/v2\/stocks\/([^/]+)\/auctions$/,
    (asked, part) => stockHistorySingle("auctions", asked, part),
  ],
  [
    /^\/v2\/stocks\/([^/]+)\/bars\/latest$/,
    (asked, part) => stockLatestSingle("bars", asked, part),
  ],
  [
    /^\/v2\/stocks\/([^/]+)\/quotes\/latest$/,
    (asked, part) => stockLatestSingle("quotes", asked, part),
  ],
  [
    /^\/v2\/stocks\/([^/]+)\/trades\/latest$/,
    (asked, part) => stockLatestSingle("trades", asked, part),
  ],
  [/^\/v1beta1\/options\/bars$/, (asked) => optionHistory("bars", asked)],
  [/^\/v1beta1\/options\/trades$/, (asked) => optionHistory("trades", asked)],
  [/^\/v1beta1\/options\/quotes$/, (asked) => optionHistory("quotes", asked)],
  [/^\/v1beta1\/options\/quotes\/latest$/, (asked) => optionLatest("quotes", asked)],
  [/^\/v1beta1\/options\/trades\/latest$/, (asked) => optionLatest("trades", asked)],
  [/^\/v1beta1\/options\/snapshots$/, (asked) => optionSnapshots(asked)],
  [/^\/v1beta1\/options\/snapshots\/([^/]+)$/, optionChain],
  [/^\/v1beta1\/underlyings\/([^/]+)$/, underlyingFacts],
  [/^\/v1\/corporate-actions$/, (asked) => corporateActions(asked)],
  [/^\/v2\/assets$/, (asked) => assets(asked)],
  [/^\/v2\/assets\/([^/]+)$/, (_, part) => asset(part)],
  [/^\/v2\/options\/contracts$/, (asked) => optionContracts(asked)],
  [/^\/v2\/options\/contracts\/([^/]+)$/, optionContract],
  [/^\/v2\/clock$/, (asked) => clock(asked)],
  [/^\/v2\/calendar$/, (asked) => calendar(asked)],
];

function answerTo(path: string, asked: Asked): unknown {
  for (const [pattern, answer] of ROUTES) {
    const match = pattern.exec(path);
    if (match !== null) return answer(asked, decodeURIComponent(match[1] ?? ""));
  }
  throw new HttpError(404, "endpoint not found", 40410000);
}

/** Any key is good here, but a client that sends none would fail against the real service. */
function hasCredentials({ headers }: IncomingMessage): boolean {
  if (headers["apca-api-key-id"] && headers["apca-api-secret-key"]) return true;
  return /^(Basic|Bearer) \S+/.test(headers.authorization ?? "");
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json; charset=UTF-8",
    "content-length": Buffer.byteLength(text),
    "x-request-id": randomUUID(),
    "x-data-feed": "sim",
  });
  response.end(text);
}

function refusalOf(error: unknown): HttpError | null {
  if (error instanceof BadDataQuery) return new HttpError(400, error.message);
  return error instanceof HttpError ? error : null;
}

function errorBody({ code, message }: HttpError) {
  return code === null ? { message } : { code, message };
}

/** Answers one HTTP request; only an unforeseen error is handed on for logging. */
export async function handleRequest(input: {
  request: IncomingMessage;
  response: ServerResponse;
  market: Market;
  nowMs: number;
  onError: (error: unknown) => void;
}): Promise<void> {
  const { request, response, market, nowMs, onError } = input;
  try {
    const url = new URL(request.url ?? "/", "http://exchange");
    if (!hasCredentials(request)) throw new HttpError(401, "unauthorized.");
    if (request.method !== "GET") throw new HttpError(405, "method not allowed");
    const asked = { market, query: url.searchParams, nowMs };
    send(response, 200, await answerTo(url.pathname, asked));
  } catch (error) {
    const known = refusalOf(error);
    if (known === null) onError(error);
    const answered = known ?? new HttpError(500, "internal server error occurred", 50010000);
    send(response, answered.status, errorBody(answered));
  }
}

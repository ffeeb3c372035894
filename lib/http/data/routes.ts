/** Market data for programs: alpaca-wire.md §5. Every answer with prices names its feed. */
import type { Handler } from "../call";
import type { Contract } from "../contract";
import type { Route } from "../router";
import { ACTION_EVENTS, streamActions } from "./action-events";
import { getOptionQuotes, OPTION_QUOTES } from "./archive";
import { GET_ATTESTATION, getAttestation, POST_ATTESTATION, postAttestation } from "./attestation";
import * as contracts from "./contracts";
import { getCorporateActions, getNews } from "./corporate-actions";
import { getOptionHistory, getStockHistory, getStockHistoryOfOne } from "./history";
import {
  getOptionConditions,
  getOptionExchanges,
  getStockConditions,
  getStockExchanges,
} from "./meta";
import { getLatestOptions, getOptionChain, getOptionSnapshots } from "./option-latest";
import { getCryptoMovers, getMostActives, getStockMovers } from "./screener";
import { getLatest, getLatestOfOne, getSnapshotOfOne, getSnapshots } from "./stock-latest";

function priced(pattern: string, handler: Handler, contract: Contract): Route {
  return { ...plain(pattern, handler, contract), priced: true };
}

function plain(pattern: string, handler: Handler, contract: Contract): Route {
  return { method: "GET", pattern, scope: "data", handler, contract };
}

const STOCK_HISTORY = (["bars", "quotes", "trades", "auctions"] as const).flatMap((kind) => [
  priced(
    `/v2/stocks/${kind}`,
    getStockHistory(kind),
    contracts.stockHistoryContract(kind, "several"),
  ),
  priced(
    `/v2/stocks/{symbol}/${kind}`,
    getStockHistoryOfOne(kind),
    contracts.stockHistoryContract(kind, "one"),
  ),
]);

const STOCK_LATEST = (["bars", "quotes", "trades"] as const).flatMap((kind) => [
  priced(
    `/v2/stocks/${kind}/latest`,
    getLatest(kind),
    contracts.stockLatestContract(kind, "several"),
  ),
  priced(
    `/v2/stocks/{symbol}/${kind}/latest`,
    getLatestOfOne(kind),
    contracts.stockLatestContract(kind, "one"),
  ),
]);

const ATTESTATION = "/v1/market-data/attestation";
const OPTIONS = "/v1beta1/options";
const OPTION_ROUTES = [
  ...(["bars", "trades"] as const).map((kind) =>
    priced(`${OPTIONS}/${kind}`, getOptionHistory(kind), contracts.optionHistoryContract(kind)),
  ),
  priced(`${OPTIONS}/quotes`, getOptionQuotes, OPTION_QUOTES),
  ...(["quotes", "trades"] as const).map((kind) =>
    priced(
      `${OPTIONS}/${kind}/latest`,
      getLatestOptions(kind),
      contracts.optionLatestContract(kind),
    ),
  ),
  priced(`${OPTIONS}/snapshots`, getOptionSnapshots, contracts.OPTION_SNAPSHOTS),
  priced(`${OPTIONS}/snapshots/{underlying}`, getOptionChain, contracts.OPTION_CHAIN),
  plain(`${OPTIONS}/meta/exchanges`, getOptionExchanges, contracts.EXCHANGES),
  plain(`${OPTIONS}/meta/conditions/{kind}`, getOptionConditions, contracts.OPTION_CONDITIONS),
];

export const DATA_ROUTES: readonly Route[] = [
  ...STOCK_HISTORY,
  ...STOCK_LATEST,
  priced("/v2/stocks/snapshots", getSnapshots, contracts.SNAPSHOTS),
  priced("/v2/stocks/{symbol}/snapshot", getSnapshotOfOne, contracts.SNAPSHOT),
  plain("/v2/stocks/meta/exchanges", getStockExchanges, contracts.EXCHANGES),
  plain("/v2/stocks/meta/conditions/{kind}", getStockConditions, contracts.STOCK_CONDITIONS),
  ...OPTION_ROUTES,
  plain(ATTESTATION, getAttestation, GET_ATTESTATION),
  {
    method: "POST",
    pattern: ATTESTATION,
    scope: "account:write",
    handler: postAttestation,
    contract: POST_ATTESTATION,
  },
  plain("/v1/corporate-actions", getCorporateActions, contracts.ACTIONS),
  plain("/v1beta1/events/corporate-actions", streamActions, ACTION_EVENTS),
  plain("/v1beta1/news", getNews, contracts.NEWS),
  priced("/v1beta1/screener/stocks/most-actives", getMostActives, contracts.MOST_ACTIVES),
  priced("/v1beta1/screener/stocks/movers", getStockMovers, contracts.MOVERS),
  priced("/v1beta1/screener/crypto/movers", getCryptoMovers, contracts.MOVERS),
];

/** The reference data of Alpaca's trading API: assets, option contracts, clock and calendar. */
import {
  addDays,
  formatOffsetTimestamp,
  formatUtc,
  newYorkOf,
  weekdayOf,
} from "../../../lib/engine/calendar/new-york";
import {
  nextTradingDay,
  phaseAt,
  type TradingDay,
  tradingDay,
  tradingDays,
} from "../../../lib/engine/calendar/trading-calendar";
import { limitOf } from "../../../lib/wire/alpaca/data-query";
import { cusipOf } from "../model/cusip";
import type { Market } from "../model/market";
import type { Contract } from "../model/option-listing";
import { hashOf, hashText, normalOf } from "../model/random";
import { marketDayAt } from "../model/session-time";
import { closesLate, LISTINGS, type Listing } from "../model/universe";
import { HttpError } from "./http-error";
import { contractFilter, dayOf } from "./option-routes";
import type { Query } from "./query";

type Asked = { readonly market: Market; readonly query: Query; readonly nowMs: number };

const CONTRACT_LIMITS = { max: 10_000, usual: 100 } as const;
const CALENDAR_FIRST = "2010-01-01";
const CALENDAR_LAST = "2030-12-31";

/** Makes an id in the form of a UUID (version 8: of our own making) from a symbol. */
function assetIdOf(symbol: string): string {
  return idOf(`asset ${symbol}`);
}

/** Makes an id in the form of a UUID from a name. */
export function idOf(name: string): string {
  const hash = hashText(name);
  const hex = [1, 2, 3, 4].map((part) => hashOf(hash, part).toString(16).padStart(8, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function assetOf(listing: Listing) {
  const attributes = ["has_options", "fractional_eh_enabled", "overnight_tradable"];
  return {
    id: assetIdOf(listing.symbol),
    class: "us_equity",
    exchange: listing.exchange,
    symbol: listing.symbol,
    name: listing.name,
    status: "active",
    tradable: true,
    marginable: true,
    shortable: true,
    easy_to_borrow: true,
    borrow_status: "easy_to_borrow",
    fractionable: true,
    maintenance_margin_requirement: 30,
    margin_requirement_long: "30",
    margin_requirement_short: "30",
    attributes: closesLate(listing.symbol) ? [...attributes, "options_late_close"] : attributes,
    cusip: cusipOf(listing.symbol),
  };
}

/** Answers /v2/assets. */
export function assets({ query }: Asked) {
  const wanted = {
    status: query.get("status") ?? "active",
    class: query.get("asset_class") ?? "us_equity",
  };
  const exchange = query.get("exchange");
  const attributes = (query.get("attributes") ?? "").split(",").filter(Boolean);
  return [...LISTINGS.values()]
    .map(assetOf)
    .filter(
      (asset) =>
        asset.status === wanted.status &&
        asset.class === wanted.class &&
        (!exchange || asset.exchange === exchange) &&
        (attributes.length === 0 || attributes.some((name) => asset.attributes.includes(name))),
    );
}

/** Answers /v2/assets/{symbol, id or CUSIP}. */
export function asset(symbolOrId: string) {
  const listing =
    LISTINGS.get(symbolOrId) ??
    [...LISTINGS.values()].find(
      ({ symbol }) => assetIdOf(symbol) === symbolOrId || cusipOf(symbol) === symbolOrId,
    );
  if (listing === undefined) {
    throw new HttpError(404, `asset not found for ${symbolOrId}`, 40410000);
  }
  return assetOf(listing);
}

function contractItem(asked: Asked, contract: Contract) {
  const { market, nowMs } = asked;
  const { underlying, expiryDate, right } = contract;
  const today = dayOf(nowMs);
  const yesterday = marketDayAt(today.index - 1) ?? today;
  const strike = String(contract.strikeCents / 100);
  const isActive = expiryDate >= today.day.date;
  const close = market.optionQuotes.latest(contract, yesterday.day.closeMs - 1);
  const price = close === null ? null : Math.max(1, (close.bidCents + close.askCents) / 2) / 100;
  const interest = Math.floor(200 * Math.exp(1.6 * normalOf(contract.hash, 7)));
  return {
    id: assetIdOf(contract.symbol),
    symbol: contract.symbol,
    name: `${underlying.symbol} ${expiryDate} ${strike} ${right === "call" ? "Call" : "Put"}`,
    status: isActive ? "active" : "inactive",
    tradable: isActive,
    expiration_date: expiryDate,
    root_symbol: underlying.symbol,
    underlying_symbol: underlying.symbol,
    underlying_asset_id: assetIdOf(underlying.symbol),
    type: right,
    style: "american",
    strike_price: strike,
    multiplier: "100",
    size: "100",
    open_interest: String(interest),
    open_interest_date: yesterday.day.date,
    ...(price === null
      ? {}
      : {
          close_price: String(Math.round(price * 100) / 100),
          close_price_date: yesterday.day.date,
        }),
    ppind: true,
    ...(asked.query.get("show_deliverables") === "true"
      ? { deliverables: [deliverableOf(underlying)] }
      : {}),
  };
}

function deliverableOf(underlying: Listing) {
  return {
    type: "equity",
    symbol: underlying.symbol,
    asset_id: assetIdOf(underlying.symbol),
    amount: "100",
    allocation_percentage: "100",
    settlement_type: "T+1",
    settlement_method: "CCC",
    delayed_settlement: false,
  };
}

function withDefaultExpiry(query: Query, nowMs: number): Query {
  const named = ["expiration_date", "expiration_date_gte", "expiration_date_lte"];
  if (named.some((name) => query.get(name))) return query;
  const { date } = newYorkOf(nowMs);
  const filled = new URLSearchParams(query);
  filled.set("expiration_date_lte", addDays(date, (7 - weekdayOf(date)) % 7));
  return filled;
}

function underlyingsOf(query: Query): Listing[] {
  const named = query.getAll("underlying_symbols").flatMap((list) => list.split(","));
  if (named.filter(Boolean).length === 0) return [...LISTINGS.values()];
  return named.map((symbol) => LISTINGS.get(symbol)).filter((listing) => listing !== undefined);
}

function* wantedContracts({ market, query, nowMs }: Asked): Generator<Contract> {
  const isWanted = contractFilter(withDefaultExpiry(query, nowMs));
  for (const underlying of underlyingsOf(query)) {
    for (const contract of market.listing.contractsOn(underlying, dayOf(nowMs))) {
      if (isWanted(contract)) yield contract;
    }
  }
}

/** Answers /v2/options/contracts; expired (inactive) contracts are found by symbol only. */
export function optionContracts(asked: Asked) {
  const { query } = asked;
  const limit = limitOf(query, CONTRACT_LIMITS);
  const token = query.get("page_token");
  const from = token ? Number(Buffer.from(token, "base64").toString()) : 0;
  if (!Number.isInteger(from) || from < 0) throw new HttpError(400, "invalid page_token");
  const isNone = query.get("status") === "inactive" || query.get("style") === "european";
  const page: Contract[] = [];
  let seen = 0;
  // One more than the page holds tells whether there is a next.
  for (const contract of isNone ? [] : wantedContracts(asked)) {
    if (seen >= from) page.push(contract);
    seen += 1;
    if (page.length > limit) break;
  }
  const next = page.length > limit ? Buffer.from(String(from + limit)).toString("base64") : null;
  return {
    option_contracts: page.slice(0, limit).map((contract) => contractItem(asked, contract)),
    next_page_token: next,
  };
}

/** Answers /v2/options/contracts/{symbol or id}. */
export function optionContract(asked: Asked, symbolOrId: string) {
  const { market, nowMs } = asked;
  const today = dayOf(nowMs);
  const bySymbol = market.listing.find(symbolOrId, today);
  if (bySymbol !== null) return contractItem(asked, bySymbol);
  if (symbolOrId.includes("-")) {
    for (const underlying of LISTINGS.values()) {
      const contracts = market.listing.contractsOn(underlying, today);
      const contract = contracts.find(({ symbol }) => assetIdOf(symbol) === symbolOrId);
      if (contract !== undefined) return contractItem(asked, contract);
    }
  }
  throw new HttpError(404, `option contract not found for ${symbolOrId}`, 40410000);
}

/** Answers /v2/clock in New York time, to the millisecond. */
export function clock({ nowMs }: Asked) {
  const { date } = newYorkOf(nowMs);
  const today = tradingDay(date);
  const next = nextTradingDay(date);
  const closing: TradingDay = today !== null && nowMs < today.closeMs ? today : next;
  const opening: TradingDay = today !== null && nowMs < today.openMs ? today : next;
  const [wall, offset] = splitOffset(formatOffsetTimestamp(nowMs));
  return {
    timestamp: `${wall}${formatUtc(nowMs).slice(19, 23)}${offset}`,
    is_open: phaseAt(nowMs) === "core",
    next_open: formatOffsetTimestamp(opening.openMs),
    next_close: formatOffsetTimestamp(closing.closeMs),
  };
}

function splitOffset(timestamp: string): [wall: string, offset: string] {
  return [timestamp.slice(0, 19), timestamp.slice(19)];
}

function wallMinute(atMs: number): string {
  return formatOffsetTimestamp(atMs).slice(11, 16);
}

/** Answers /v2/calendar; without dates the years the exchange has published. */
export function calendar({ query }: Asked) {
  const start = query.get("start")?.slice(0, 10) || CALENDAR_FIRST;
  const end = query.get("end")?.slice(0, 10) || CALENDAR_LAST;
  try {
    return tradingDays(start < CALENDAR_FIRST ? CALENDAR_FIRST : start, end).map((day) => ({
      date: day.date,
      open: wallMinute(day.openMs),
      close: wallMinute(day.closeMs),
      session_open: wallMinute(day.preOpenMs).replace(":", ""),
      session_close: wallMinute(day.postCloseMs).replace(":", ""),
      settlement_date: day.settlementDate,
    }));
  } catch (error) {
    if (error instanceof RangeError) throw new HttpError(400, `invalid date: ${error.message}`);
    throw error;
  }
}

/** GET /v2/options/contracts and …/{symbol or id} (alpaca-wire.md §1.10). */
import { addDays, type IsoDate, newYorkOf, weekdayOf } from "@/lib/engine/calendar/new-york";
import { parseDollars } from "@/lib/engine/decimal";
import { parseOccSymbol } from "@/lib/engine/instrument/occ-symbol";
import type { Micros } from "@/lib/engine/money";
import { assetIdsOf } from "@/lib/server/market/asset-ids";
import { type ContractDay, contractDays } from "@/lib/server/market/contract-days";
import { findContract } from "@/lib/server/market/find-contract";
import { type ContractFilter, listContracts } from "@/lib/server/market/list-contracts";
import { alpacaContract } from "@/lib/wire/alpaca/contract";
import { notFound } from "@/lib/wire/alpaca/refusal";
import { type Call, type Handler, ok, param, refused, refuseField } from "../call";
import {
  choiceOf,
  dateOf,
  flagOf,
  given,
  optionalChoiceOf,
  wholeOf,
  wordOf,
  wordsOf,
} from "./query";

const NO_DAY: ContractDay = {
  ...{ openInterest: null, openInterestDate: null, closeMicros: null, closeDate: null },
};
const LIMIT_DEFAULT = 100;
const LIMIT_MAX = 10_000;

/** Lists contracts a page at a time. */
export const getContracts: Handler = async (call) => {
  const today = await todayOf(call);
  // Raxx prices every series in cents, so none is outside the penny program.
  const empty = !flagOf(call.query, "ppind", true);
  const showDeliverables = flagOf(call.query, "show_deliverables", false);
  const page = await listContracts(call.deps, filterOf(call.query, today));
  const underlyings = page.contracts.map(({ series }) => series.underlying);
  const symbols = page.contracts.map(({ series }) => series.symbol);
  const [assetIdOf, days] = await Promise.all([
    assetIdsOf(call.deps, underlyings),
    contractDays(call.deps, symbols),
  ]);
  const contracts = page.contracts.map((contract) =>
    alpacaContract(contract, {
      underlyingAssetId: assetIdOf(contract.series.underlying),
      today,
      showDeliverables,
      day: days.get(contract.series.symbol) ?? NO_DAY,
    }),
  );
  return ok({
    option_contracts: empty ? [] : contracts,
    next_page_token: empty || page.nextAfter === null ? null : tokenOf(page.nextAfter),
  });
};

/** One contract by symbol or id. */
export const getContract: Handler = async (call) => {
  const name = param(call, "symbol");
  const contract = await findContract(call.deps, name);
  if (contract === null)
    return refused(notFound(`option contract not found for ${name.slice(0, 64)}`));
  const { underlying, symbol } = contract.series;
  const [assetIdOf, days] = await Promise.all([
    assetIdsOf(call.deps, [underlying]),
    contractDays(call.deps, [symbol]),
  ]);
  return ok(
    alpacaContract(contract, {
      underlyingAssetId: assetIdOf(underlying),
      today: await todayOf(call),
      showDeliverables: true,
      day: days.get(symbol) ?? NO_DAY,
    }),
  );
};

async function todayOf({ deps, caller }: Call): Promise<IsoDate> {
  await deps.marketClock.refresh();
  return newYorkOf(deps.marketClock.nowMs(caller.feed)).date;
}

function filterOf(query: URLSearchParams, today: IsoDate): ContractFilter {
  return {
    ...expiriesOf(query, today),
    underlyings: wordsOf(query, "underlying_symbols"),
    active: choiceOf(query, "status", ["active", "inactive"]) === "active",
    today,
    root: wordOf(query, "root_symbol"),
    right: optionalChoiceOf(query, "type", ["call", "put"]),
    style: optionalChoiceOf(query, "style", ["american", "european"]),
    strikeFromMicros: strikeOf(query, "strike_price_gte"),
    strikeUntilMicros: strikeOf(query, "strike_price_lte"),
    limit: wholeOf(query, "limit", { byDefault: LIMIT_DEFAULT, min: 1, max: LIMIT_MAX }),
    afterSymbol: pageTokenOf(query),
  };
}

/** Without any expiry filter the list ends at the upcoming weekend (§1.10). */
function expiriesOf(query: URLSearchParams, today: IsoDate) {
  const exact = dateOf(query, "expiration_date");
  const from = dateOf(query, "expiration_date_gte");
  const until = dateOf(query, "expiration_date_lte");
  if (exact !== null) return { expiryFrom: exact, expiryUntil: exact };
  if (from !== null || until !== null) return { expiryFrom: from, expiryUntil: until };
  const sunday = addDays(today, (7 - weekdayOf(today)) % 7);
  return { expiryFrom: null, expiryUntil: sunday };
}

function strikeOf(query: URLSearchParams, name: string): Micros | null {
  const text = given(query, name);
  if (text === null) return null;
  return parseDollars(text) ?? refuseField(`invalid ${name}: must be a decimal such as "200"`);
}

function tokenOf(symbol: string): string {
  return Buffer.from(symbol).toString("base64url");
}

function pageTokenOf(query: URLSearchParams): string | null {
  const token = given(query, "page_token");
  if (token === null) return null;
  const symbol = Buffer.from(token, "base64url").toString("latin1");
  return parseOccSymbol(symbol) === null ? refuseField("invalid page_token") : symbol;
}

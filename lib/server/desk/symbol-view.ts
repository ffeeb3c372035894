/** The facts of a symbol for the head of its page, each with where it is from or that it has no source. */
import { markMicros } from "@/lib/engine/market/quote";
import type { Micros } from "@/lib/engine/money";
import { expectedMove } from "@/lib/engine/option/expected-move";
import { volatilityRank } from "@/lib/engine/option/volatility-rank";
import type { SymbolView } from "@/lib/wire/raxx/symbol";
import type { Caller, Deps } from "../deps";
import { AppError } from "../errors";
import { dollars, fixed } from "./option-numbers";
import { feedLabel } from "./quote-view";
import { dividendOf, earningsOf } from "./underlying-events";
import { type UnderlyingFacts, underlyingFacts } from "./underlying-facts";

/** Loads them for a symbol the catalog lists. */
export async function symbolView(
  deps: Deps,
  caller: Pick<Caller, "feed">,
  symbol: string,
): Promise<SymbolView> {
  if (!(await deps.catalog.listAssets()).has(symbol))
    throw new AppError("not_found", "symbol not found");
  const [facts, market] = await Promise.all([
    underlyingFacts(deps, caller, symbol),
    deps.market.view(caller.feed, [symbol]),
  ]);
  const rank = facts === null ? null : volatilityRank(facts.volatility, facts.volatilityCloses);
  return {
    symbol,
    hasVolatilitySource: facts !== null,
    impliedVolatility: facts === null ? null : fixed(facts.volatility * 100, 1),
    volatilityRank: rank === null ? null : fixed(rank.rank, 0),
    volatilityPercentile: rank === null ? null : fixed(rank.percentile, 0),
    expectedMove: moveOf(facts, markMicros(market, symbol)),
    dividend: dividendOf(market, symbol),
    earnings: earningsOf(facts),
    hasEarnings: facts === null ? null : facts.hasEarnings,
    label: feedLabel(deps.marketClock.market, caller.feed),
  };
}

const MONTH_YEARS = 30 / 365;

function moveOf(facts: UnderlyingFacts | null, mark: Micros | null): SymbolView["expectedMove"] {
  if (facts === null || mark === null) return null;
  const spot = dollars(mark);
  const { volatility } = facts;
  const amount = expectedMove({ spot, volatility, timeYears: MONTH_YEARS });
  return { amount: fixed(amount, 2), percent: fixed((100 * amount) / spot, 1) };
}

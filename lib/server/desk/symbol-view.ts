/** The facts of a symbol for the head of its page, each with where it is from or that it has no source. */
import { volatilityRank } from "@/lib/engine/option/volatility-rank";
import type { SymbolView } from "@/lib/wire/raxx/symbol";
import type { Caller, Deps } from "../deps";
import { AppError } from "../errors";
import { fixed } from "./option-numbers";
import { feedLabel } from "./quote-view";
import { dividendOf, earningsOf } from "./underlying-events";
import { underlyingFacts } from "./underlying-facts";

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
    dividend: dividendOf(market, symbol),
    earnings: earningsOf(facts),
    hasEarnings: facts === null ? null : facts.hasEarnings,
    label: feedLabel(deps.marketClock.market, caller.feed),
  };
}

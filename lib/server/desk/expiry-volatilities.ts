/** The implied volatility of each expiry at the money: from its call and its put nearest the stock. */
import { type MarketView, markMicros } from "@/lib/engine/market/quote";
import type { ChainExpiryView, ExpiryView } from "@/lib/wire/raxx/chain";
import type { Caller, Deps } from "../deps";
import type { ContractRow } from "../market/catalog";
import { watchSymbols } from "../market/watch";
import { pairVolatility } from "./chain-view";
import { fixed } from "./option-numbers";

const NEAREST_SQL = `
  SELECT DISTINCT ON (expiry_date, "right") * FROM option_contracts
  WHERE underlying = $1 AND expiry_date >= $2 AND tradable
  ORDER BY expiry_date, "right", abs(strike_micros - $3), strike_micros`;

/** The expiries with what their quotes say by now; the first look at an underlying starts the quotes. */
export async function withVolatilities(
  deps: Deps,
  { feed }: Pick<Caller, "feed">,
  { underlying, expiries }: { underlying: string; expiries: readonly ExpiryView[] },
  before: MarketView,
): Promise<readonly ChainExpiryView[]> {
  const spot = markMicros(before, underlying);
  const [first] = expiries;
  if (spot === null || first === undefined) {
    return expiries.map((expiry) => ({ ...expiry, impliedVolatility: null }));
  }
  const values = [underlying, first.date, String(spot)];
  const { rows } = await deps.webPool.query<ContractRow>(NEAREST_SQL, values);
  const pairs = (await deps.catalog.remember(rows)).map(({ series }) => series);
  const symbols = pairs.map(({ symbol }) => symbol);
  await watchSymbols(deps, symbols);
  const market = await deps.market.view(feed, [underlying, ...symbols]);
  return expiries.map((expiry) => {
    const pair = pairs.filter(({ expiryDate }) => expiryDate === expiry.date);
    const volatility = pairVolatility(pair, spot, market);
    return {
      ...expiry,
      impliedVolatility: volatility === null ? null : fixed(volatility * 100, 1),
    };
  });
}

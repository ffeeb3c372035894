/** What everybody in a round knows: the market, the expiring spread, the job that settles it. */
import { instantOf } from "@/lib/engine/calendar/new-york";
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import { dollars, FakeMarket } from "@/lib/server/testing/fake-market";
import type { DayPrices } from "@/worker/jobs/day/day-prices";

const DATE = "2026-11-17";
export const EXPIRY_JOB = "chaos-settle_expiry";

/** What is going on when something is killed; `orders` are posted to the web. */
export type Scenario = "fills" | "expiry" | "purge" | "orders";

const put = (strike: number): OptionSeries => ({
  kind: "option",
  symbol: `SPY261117P${String(strike * 1_000).padStart(8, "0")}`,
  ...{ underlying: "SPY", expiryDate: DATE, strikeMicros: dollars(String(strike)), right: "put" },
  ...{ multiplier: 100, style: "american", lateClose: true, broadIndex: true },
});
export const [SOLD, BOUGHT] = [put(600), put(595)];

/** The same market for everybody; expiries are settled in its evening. */
export function chaosMarket(scenario: Scenario): FakeMarket {
  const market = new FakeMarket();
  market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });
  market.quoteBoth("SPY", { bid: "609.99", ask: "610.01" });
  market.quoteBoth(SOLD.symbol, { bid: "2.00", ask: "2.05" });
  market.quoteBoth(BOUGHT.symbol, { bid: "0.95", ask: "1.00" });
  if (scenario === "expiry") market.advance(instantOf(DATE, 18 * 60) - market.nowMs());
  return market;
}

export const closingPrices: DayPrices = {
  opens: async () => new Map(),
  closes: async (_, symbols) => new Map(symbols.map((symbol) => [symbol, dollars("597")])),
  optionQuotes: async () => new Map(),
};

/**
 * What the options on one underlying require under the policy `alpaca`: the universal spread rule.
 *
 * Per expiry, the payoff of every option that still lives then is summed at each strike, premium
 * ignored; the worst point is that expiry's greatest loss, and the greatest of those is held. A later
 * option counts with its intrinsic value, an earlier one is gone. Calls that no long and no stock
 * covers lose without end: they are never opened (they are refused), and one that an assignment left
 * behind holds what the naked rule asks.
 *
 * Source: alpaca-wire.md §2.8 and §2.10 (Alpaca, options-level-3-trading). That page shows later legs
 * only by example; intrinsic value is our reading of it. Read 2026-11-21.
 */
import { type Micros, micros, ZERO_MICROS } from "../money";
import type { UnderlyingBook } from "./book";
import type { MarginPrices } from "./margin-prices";
import { nakedPerShare } from "./naked";
import { netCalls, type SeriesHolding, worstCase } from "./payoff";
import type { RequirementLine, RequirementStrategy } from "./requirement-line";

/** The lines: calls the stock covers, calls nothing covers, and all the rest at its worst. */
export function maxLossRequirement(
  book: UnderlyingBook,
  prices: MarginPrices,
): readonly RequirementLine[] {
  const covered = coveredByStock(book);
  const uncovered = uncoveredCalls(without(book.holdings, covered));
  const rest = without(without(book.holdings, covered), uncovered);
  return [
    ...covered.map((holding) => line(book, "covered_call", [holding], ZERO_MICROS)),
    ...uncovered.map((holding) => nakedLine(book, holding, prices)),
    ...worstLine(book, rest),
  ];
}

function worstLine(
  book: UnderlyingBook,
  holdings: readonly SeriesHolding[],
): readonly RequirementLine[] {
  const [only] = holdings;
  if (only === undefined) return [];
  if (!holdings.some(({ contracts }) => contracts < 0)) {
    return holdings.map((holding) => line(book, "long_option", [holding], ZERO_MICROS));
  }
  const expiries = [...new Set(holdings.map(({ series }) => series.expiryDate))].sort();
  let worst = { lossMicros: ZERO_MICROS, atPriceMicros: ZERO_MICROS };
  for (const expiry of expiries) {
    const living = holdings.filter(({ series }) => series.expiryDate >= expiry);
    const loss = worstCase(living);
    if (loss !== null && loss.lossMicros > worst.lossMicros) worst = loss;
  }
  const isSecured = holdings.length === 1 && only.series.right === "put";
  return [
    {
      ...line(book, isSecured ? "cash_secured_put" : "max_loss", holdings, worst.lossMicros),
      worstPriceMicros: worst.atPriceMicros,
    },
  ];
}

/** Lots of stock take out short calls, the lowest strike first, since it would cost most uncovered. */
function coveredByStock(book: UnderlyingBook): readonly SeriesHolding[] {
  const perContract = book.sharesPerContract ?? book.holdings[0]?.series.multiplier ?? 0;
  if (perContract === 0 || book.coverShares <= 0) return [];
  let lots = Math.floor(book.coverShares / perContract);
  return shortCalls(book.holdings).flatMap((holding) => {
    const count = Math.min(lots, -holding.contracts);
    lots -= count;
    return count > 0 ? [{ ...holding, contracts: -count }] : [];
  });
}

/**
 * The calls that are more than the longs cover, at the expiry where most are missing: the highest
 * strikes, since the lower ones are better covered.
 */
function uncoveredCalls(holdings: readonly SeriesHolding[]): readonly SeriesHolding[] {
  const found: SeriesHolding[] = [];
  const expiries = [...new Set(holdings.map(({ series }) => series.expiryDate))].sort().reverse();
  for (const expiry of expiries) {
    const living = without(holdings, found).filter(({ series }) => series.expiryDate >= expiry);
    let missing = -netCalls(living) / (living[0]?.series.multiplier ?? 1);
    for (const holding of shortCalls(living).reverse()) {
      const count = Math.min(Math.max(missing, 0), -holding.contracts);
      if (count === 0) continue;
      missing -= count;
      found.push({ ...holding, contracts: -count });
    }
  }
  return found;
}

function shortCalls(holdings: readonly SeriesHolding[]): SeriesHolding[] {
  return holdings
    .filter(({ series, contracts }) => series.right === "call" && contracts < 0)
    .sort((a, b) => {
      const [left, right] = [a.series, b.series];
      if (left.strikeMicros !== right.strikeMicros) {
        return left.strikeMicros < right.strikeMicros ? -1 : 1;
      }
      return left.symbol < right.symbol ? -1 : 1;
    });
}

function without(
  holdings: readonly SeriesHolding[],
  taken: readonly SeriesHolding[],
): readonly SeriesHolding[] {
  const gone = new Map<string, number>();
  for (const { series, contracts } of taken) {
    gone.set(series.symbol, (gone.get(series.symbol) ?? 0) + contracts);
  }
  return holdings
    .map((item) => ({ ...item, contracts: item.contracts - (gone.get(item.series.symbol) ?? 0) }))
    .filter(({ contracts }) => contracts !== 0);
}

function nakedLine(
  book: UnderlyingBook,
  holding: SeriesHolding,
  prices: MarginPrices,
): RequirementLine {
  const { series, contracts } = holding;
  const { requiredMicros } = nakedPerShare(series, {
    underlyingMicros: prices.underlyingMicros ?? series.strikeMicros,
    premiumMicros: prices.premiumOf(series.symbol) ?? ZERO_MICROS,
  });
  const amount = requiredMicros * BigInt(-contracts * series.multiplier);
  return line(book, "naked_call", [holding], micros(amount));
}

function line(
  { underlying }: UnderlyingBook,
  strategy: RequirementStrategy,
  holdings: readonly SeriesHolding[],
  amountMicros: Micros,
): RequirementLine {
  const legs = holdings.map(({ series, contracts }) => ({ symbol: series.symbol, contracts }));
  const rest = { shares: 0, worstPriceMicros: null, lentMicros: ZERO_MICROS };
  return { underlying, strategy, legs, amountMicros, ...rest };
}

/** The legs of a recipe on a board of quoted series. */
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import { markMicros, type Quote, touchOf } from "@/lib/engine/market/quote";
import { absMicros, type Micros, micros } from "@/lib/engine/money";
import type { TicketLeg } from "@/lib/wire/raxx/ticket";
import { optionNumbers } from "../desk/option-numbers";
import type { Board } from "./option-board";
import type { Recipe, RecipeLeg } from "./recipes";

const DOLLAR = 1_000_000n;
/** Of a spread's width by the price of the stock: what traders use, $5 on SPY. */
const WIDTHS: readonly { readonly from: bigint; readonly width: bigint }[] = [
  { from: 200n * DOLLAR, width: 5n * DOLLAR },
  { from: 50n * DOLLAR, width: (5n * DOLLAR) / 2n },
  { from: 0n, width: DOLLAR },
];
/** A market worth an example: the sold option's spread a tenth of its middle at most, or a nickel. */
const SPREAD_SHARE = 10n;
const SPREAD_ALWAYS = 50_000n;
const INTEREST_MIN = 100n;

/** The legs, near ones first; null when the board has no series for one of them. */
export function recipeLegs(
  board: Board,
  recipe: Recipe,
  { holdsShares }: { readonly holdsShares: boolean },
): readonly TicketLeg[] | null {
  const picked: OptionSeries[] = [];
  const needed = withSharedStrikes(board, recipe);
  for (const leg of recipe.legs) {
    const series = pickSeries(needed, leg, picked);
    if (series === null || picked.some(({ symbol }) => symbol === series.symbol)) return null;
    picked.push(series);
  }
  const [first] = picked;
  const options = recipe.legs.flatMap(({ side }, index) => {
    const series = picked[index];
    return series === undefined ? [] : [{ symbol: series.symbol, side, ratio: 1 }];
  });
  if (recipe.withShares === undefined || holdsShares || first === undefined) return options;
  return [{ symbol: board.underlying, side: "buy", ratio: first.multiplier }, ...options];
}

/** A later date lists fewer strikes: a leg that another one shares its strike with is of those. */
function withSharedStrikes(board: Board, { legs }: Recipe): Board {
  const shares = legs.some(({ pick }) => typeof pick === "object" && "strikeOf" in pick);
  if (!shares) return board;
  const listed = new Set(board.later.map(({ strikeMicros }) => strikeMicros));
  return { ...board, near: board.near.filter(({ strikeMicros }) => listed.has(strikeMicros)) };
}

function pickSeries(
  board: Board,
  { right, pick, later }: RecipeLeg,
  picked: readonly OptionSeries[],
): OptionSeries | null {
  const all = (later ? board.later : board.near).filter((series) => series.right === right);
  if (pick === "money") return nearest(all, ({ strikeMicros }) => away(strikeMicros, board.spot));
  if (typeof pick === "number") return nearestDelta(board, all, pick);
  const from = picked["beyond" in pick ? pick.beyond : pick.strikeOf];
  if (from === undefined) return null;
  if ("strikeOf" in pick) {
    return all.find(({ strikeMicros }) => strikeMicros === from.strikeMicros) ?? null;
  }
  const step = right === "put" ? -widthAt(board.spot) : widthAt(board.spot);
  const beyond = all.filter(({ strikeMicros }) =>
    right === "put" ? strikeMicros < from.strikeMicros : strikeMicros > from.strikeMicros,
  );
  return nearest(beyond, ({ strikeMicros }) => away(strikeMicros, from.strikeMicros + step));
}

function widthAt(spot: Micros): bigint {
  return WIDTHS.find(({ from }) => spot >= from)?.width ?? DOLLAR;
}

function away(a: bigint, b: bigint): number {
  return Number(absMicros(micros(a - b)));
}

/** By delta among those with a market worth trading in; among all of them when none has one. */
function nearestDelta(
  board: Board,
  series: readonly OptionSeries[],
  wanted: number,
): OptionSeries | null {
  const { market, spot } = board;
  const misses = new Map<OptionSeries, number>();
  for (const one of series) {
    const mark = markMicros(market, one.symbol);
    const numbers = optionNumbers(one, { mark, underlying: spot, nowMs: market.nowMs });
    if (numbers !== null) misses.set(one, Math.abs(Math.abs(numbers.greeks.delta) - wanted));
  }
  const liquid = [...misses.keys()].filter((one) => hasMarket(board, one));
  return nearest(liquid.length > 0 ? liquid : [...misses.keys()], (one) => misses.get(one) ?? 1);
}

/** Two-sided, tight, and held by somebody, as far as that is known. */
export function hasMarket({ market, interest }: Board, { symbol }: OptionSeries): boolean {
  const quote = market.quoteOf(symbol);
  const open = interest.get(symbol);
  if (quote === null || !isTight(quote)) return false;
  return open === undefined || BigInt(open) >= INTEREST_MIN;
}

function isTight(quote: Quote): boolean {
  const bid = touchOf(quote, "sell").priceMicros;
  const ask = touchOf(quote, "buy").priceMicros;
  if (bid <= 0n || ask <= bid) return false;
  const spread = ask - bid;
  return spread <= SPREAD_ALWAYS || spread * 2n * SPREAD_SHARE <= bid + ask;
}

function nearest(
  series: readonly OptionSeries[],
  missOf: (series: OptionSeries) => number,
): OptionSeries | null {
  const [first = null, ...others] = series;
  return others.reduce<OptionSeries | null>(
    (best, one) => (best !== null && missOf(best) <= missOf(one) ? best : one),
    first,
  );
}

/**
 * What a ticket would be worth: on several dates from now to its first expiry, over the prices the stock
 * may reach, with volatility shifted; and the same as a table.
 */
import { newYorkOf } from "@/lib/engine/calendar/new-york";
import { expectedMove } from "@/lib/engine/option/expected-move";
import { curveOf, pricesAcross, profitAt } from "@/lib/engine/option/scenario";
import { yearsUntil } from "@/lib/engine/option/time-to-expiry";
import type { NewOrder } from "@/lib/wire/new-order";
import type { PayoffDateView, PayoffView } from "@/lib/wire/raxx/payoff";
import type { Caller, Deps } from "../deps";
import { fixed } from "../desk/option-numbers";
import { feedLabel } from "../desk/quote-view";
import { type OrderScenario, openingScenario } from "./order-scenario";
import { expiryOutcomes } from "./outcome-texts";
import { readOrder, type UnknownSymbol } from "./read-order";

const STEPS = 60;
const DATES_MAX = 9;
const DAY_MS = 24 * 60 * 60_000;
/** Standard deviations each side that are worth drawing. */
const DEVIATIONS = 2.5;
/** Without options there is no volatility to go by. */
const STOCK_REACH = 0.2;
const TABLE_ROWS = 11;

/** The view; null while a leg has no price to read a volatility off. */
export async function payoffView(
  deps: Deps,
  caller: Caller,
  request: NewOrder,
  shift: number,
): Promise<PayoffView | UnknownSymbol | null> {
  const read = await readOrder(deps, caller, request);
  if ("unknownSymbol" in read) return read;
  const { market } = read;
  const found = openingScenario(read);
  if (found === null) return null;
  const dates = datesUntil(found.firstExpiryMs, market.nowMs);
  const reach = reachOf(found, market.nowMs);
  const prices = pricesAcross(found.scenario, { ...reach, steps: STEPS });
  const views = dates.map((atMs): PayoffDateView => {
    const curve = curveOf(found.scenario, prices, { atMs, shift });
    return {
      atMs,
      date: newYorkOf(atMs).date,
      profits: curve.map(({ profit }) => Math.round(profit * 100) / 100),
    };
  });
  return {
    spot: found.spot,
    shift,
    prices,
    dates: views,
    breakevens: expiryOutcomes(read, shift).breakevens,
    table: tableOf(found, dates, shift, reach),
    label: feedLabel(deps.marketClock.market, caller.feed),
  };
}

/** From now to the first expiry, both included, at most one a day. */
function datesUntil(endMs: number | null, nowMs: number): readonly number[] {
  if (endMs === null || endMs <= nowMs) return [nowMs];
  const count = Math.min(DATES_MAX, Math.max(2, Math.round((endMs - nowMs) / DAY_MS) + 1));
  return Array.from({ length: count }, (_, at) => nowMs + ((endMs - nowMs) * at) / (count - 1));
}

interface Reach {
  readonly low: number;
  readonly high: number;
}

/** What the stock may reach, and every strike with some room beyond it. */
function reachOf({ scenario, spot, firstExpiryMs }: OrderScenario, nowMs: number): Reach {
  const { legs } = scenario;
  const volatility = Math.max(0, ...legs.map((leg) => leg.volatility));
  const timeYears = firstExpiryMs === null ? 0 : yearsUntil(firstExpiryMs, nowMs);
  const move = DEVIATIONS * expectedMove({ spot, volatility, timeYears });
  const away = legs.map(({ strike }) => Math.abs(strike - spot) * 1.3);
  const reach = legs.length === 0 ? spot * STOCK_REACH : Math.max(move, ...away, spot * 0.02);
  return { low: Math.max(0, spot - reach), high: spot + reach };
}

function tableOf(
  { scenario, spot }: OrderScenario,
  dates: readonly number[],
  shift: number,
  { low, high }: Reach,
): PayoffView["table"] {
  const step = niceStep((high - low) / (TABLE_ROWS - 1));
  const from = Math.ceil(low / step) * step;
  const prices: number[] = [];
  for (let price = from; price <= high + step / 1e6; price += step) prices.push(price);
  return prices.reverse().map((price) => ({
    price: fixed(price, 2),
    distance: fixed((100 * (price - spot)) / spot, 1),
    profits: dates.map((atMs) => fixed(profitAt(scenario, price, { atMs, shift }), 0)),
  }));
}

/** The next of 1, 2, 2.5 and 5 times a power of ten. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((one) => one * power >= rough) ?? 10;
  return factor * power;
}

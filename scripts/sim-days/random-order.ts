/** What a random trader may want: orders of every type and class, on stocks and on series near the money. */
import type { AccountState } from "@/lib/engine/account/account-state";
import { addDays, type IsoDate } from "@/lib/engine/calendar/new-york";
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import type { MarketView } from "@/lib/engine/market/quote";
import { type Micros, micros, units, ZERO_NANOS } from "@/lib/engine/money";
import type { OrderTerms, TimeInForce } from "@/lib/engine/order/order";
import type { NewOrder, NewOrderLeg } from "@/lib/wire/new-order";

const CENT = 10_000n;

/** Whole numbers below a bound; the same seed draws the same. */
export type Draw = (below: number) => number;

export interface Choices {
  readonly stocks: readonly string[];
  /** Series listed now. */
  readonly series: ReadonlyMap<string, readonly OptionSeries[]>;
  readonly view: MarketView;
  readonly today: IsoDate;
}

/** An order for an account, or null when what was drawn is not to be had. */
export function randomOrder(state: AccountState, choices: Choices, draw: Draw): NewOrder | null {
  const symbol = pick(choices.stocks, draw);
  const quote = symbol === undefined ? null : choices.view.quoteOf(symbol);
  if (symbol === undefined || quote === null || quote.askMicros === 0n) return null;
  const midMicros = micros((quote.bidMicros + quote.askMicros) / 2n);
  const dice = draw(100);
  if (dice < 45) return stockOrder({ symbol, midMicros }, draw);
  if (dice < 50) return dollarOrder(symbol, draw);
  if (dice < 55) return bracket({ symbol, midMicros }, draw);
  const near = nearMoney(choices, symbol, midMicros);
  if (near.length === 0) return null;
  const covered = (state.positions.get(symbol)?.qtyNanos ?? 0n) >= units(100);
  if (dice < 75) return singleOption(near, { covered }, draw);
  return spread(near, draw);
}

function stockOrder(
  { symbol, midMicros }: { readonly symbol: string; readonly midMicros: Micros },
  draw: Draw,
): NewOrder {
  const isBuy = draw(10) < 7;
  const leg: NewOrderLeg = { symbol, side: isBuy ? "buy" : "sell", ratio: 1, intent: null };
  const terms = stockTerms(midMicros, isBuy, draw);
  const timeInForce = timeOf(terms, draw);
  return simple(leg, { terms, timeInForce, qty: 1 + draw(40) });
}

function stockTerms(midMicros: Micros, isBuy: boolean, draw: Draw): OrderTerms {
  const off = (midMicros * BigInt(1 + draw(300))) / 10_000n;
  const [below, above] = [cents(midMicros - off), cents(midMicros + off)];
  switch (draw(7)) {
    case 0:
    case 1:
      return { type: "market" };
    case 2:
      return { type: "stop", stopMicros: isBuy ? above : below };
    case 3:
      return {
        type: "stop_limit",
        stopMicros: isBuy ? above : below,
        limitMicros: cents(isBuy ? above + 20n * CENT : below - 20n * CENT),
      };
    case 4:
      return { type: "trailing_stop", trail: { trailBps: 50 + draw(400) } };
    default:
      return { type: "limit", limitMicros: isBuy ? below : above };
  }
}

const FREE_TIMES: readonly TimeInForce[] = ["day", "day", "gtc", "ioc", "fok", "cls", "opg"];

function timeOf({ type }: OrderTerms, draw: Draw): TimeInForce {
  if (type === "market" || type === "limit") return pick(FREE_TIMES, draw) ?? "day";
  return draw(2) === 0 ? "day" : "gtc";
}

function dollarOrder(symbol: string, draw: Draw): NewOrder {
  const leg: NewOrderLeg = { symbol, side: "buy", ratio: 1, intent: null };
  const order = simple(leg, { terms: { type: "market" }, timeInForce: "day", qty: 0 });
  return { ...order, notionalMicros: micros(BigInt(20 + draw(2_000)) * 100n * CENT) };
}

function bracket(
  { symbol, midMicros }: { readonly symbol: string; readonly midMicros: Micros },
  draw: Draw,
): NewOrder {
  const leg: NewOrderLeg = { symbol, side: "buy", ratio: 1, intent: null };
  const entry = simple(leg, {
    terms: { type: "market" },
    timeInForce: "gtc",
    qty: 1 + draw(20),
  });
  const away = (midMicros * BigInt(50 + draw(300))) / 10_000n;
  return {
    ...entry,
    group: {
      kind: "bracket",
      takeProfit: { limitMicros: cents(midMicros + away) },
      stopLoss: { stopMicros: cents(midMicros - away) },
    },
  };
}

/** Buys a series, writes a put, or a call when the stock covers it. */
function singleOption(
  near: readonly OptionSeries[],
  { covered }: { readonly covered: boolean },
  draw: Draw,
): NewOrder | null {
  const buys = draw(2) === 0;
  const right = !buys && !covered ? "put" : draw(2) === 0 ? "put" : "call";
  const one = pick(
    near.filter((series) => series.right === right),
    draw,
  );
  if (one === undefined) return null;
  const leg: NewOrderLeg = {
    symbol: one.symbol,
    side: buys ? "buy" : "sell",
    ratio: 1,
    intent: buys ? "buy_to_open" : "sell_to_open",
  };
  return simple(leg, { terms: { type: "market" }, timeInForce: "day", qty: 1 + draw(2) });
}

/** Two series of one expiry and right, either way round. */
function spread(near: readonly OptionSeries[], draw: Draw): NewOrder | null {
  const first = pick(near, draw);
  const others = near.filter(
    ({ right, expiryDate, symbol }) =>
      right === first?.right && expiryDate === first.expiryDate && symbol !== first.symbol,
  );
  const second = pick(others, draw);
  if (first === undefined || second === undefined) return null;
  return {
    clientOrderId: null,
    orderClass: "mleg",
    terms: { type: "market" },
    timeInForce: "day",
    qtyNanos: units(1 + draw(3)),
    legs: [
      { symbol: first.symbol, side: "buy", ratio: 1, intent: "buy_to_open" },
      { symbol: second.symbol, side: "sell", ratio: 1, intent: "sell_to_open" },
    ],
  };
}

function simple(
  leg: NewOrderLeg,
  {
    terms,
    timeInForce,
    qty,
  }: { readonly terms: OrderTerms; readonly timeInForce: TimeInForce; readonly qty: number },
): NewOrder {
  const qtyNanos = qty === 0 ? ZERO_NANOS : units(qty);
  return {
    ...{ clientOrderId: null, orderClass: "simple", terms, timeInForce, qtyNanos },
    legs: [leg],
  };
}

/** Series of the next two weeks within five percent of the price. */
function nearMoney(
  { series, today }: Choices,
  symbol: string,
  midMicros: Micros,
): readonly OptionSeries[] {
  const until = addDays(today, 14);
  return (series.get(symbol) ?? []).filter(({ expiryDate, strikeMicros }) => {
    const off = strikeMicros > midMicros ? strikeMicros - midMicros : midMicros - strikeMicros;
    return expiryDate >= today && expiryDate <= until && off * 20n <= midMicros;
  });
}

function cents(amount: bigint): Micros {
  return micros((amount / CENT) * CENT);
}

export function pick<T>(items: readonly T[], draw: Draw): T | undefined {
  return items.length === 0 ? undefined : items[draw(items.length)];
}

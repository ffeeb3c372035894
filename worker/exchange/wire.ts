/** Quotes, prints and bars in Alpaca's market-data spelling (alpaca-wire.md §4.2 and §5). Prices are JSON numbers. */
import type { Bar } from "./model/bar";
import type { Quote, Trade } from "./model/quote";

export type Tape = "A" | "B" | "C";

/** The fields of a message whose time is `t`, as Time: text in JSON, Date in msgpack. */
export type StockQuoteFields<Time> = {
  t: Time;
  ax: string;
  ap: number;
  as: number;
  bx: string;
  bp: number;
  bs: number;
  c: string[];
  z: Tape;
};

/** Spells a stock quote. */
export function stockQuoteFields<Time>(quote: Quote, tape: Tape, t: Time): StockQuoteFields<Time> {
  return { t, ...touchOf(quote), c: ["R"], z: tape };
}

/** Spells an option quote; its condition is a text, not a list. */
export function optionQuoteFields<Time>(quote: Quote, t: Time) {
  return { t, ...touchOf(quote), c: " " };
}

function touchOf(quote: Quote) {
  return {
    ax: quote.askExchange,
    ap: quote.askCents / 100,
    as: quote.askSize,
    bx: quote.bidExchange,
    bp: quote.bidCents / 100,
    bs: quote.bidSize,
  };
}

/** Spells a stock print. */
export function stockTradeFields<Time>(trade: Trade, tape: Tape, t: Time) {
  return {
    t,
    x: trade.exchange,
    p: trade.cents / 100,
    s: trade.size,
    c: [...trade.conditions],
    i: trade.id,
    z: tape,
  };
}

/** Spells an option print. */
export function optionTradeFields<Time>(trade: Trade, t: Time) {
  return {
    t,
    x: trade.exchange,
    p: trade.cents / 100,
    s: trade.size,
    c: trade.conditions[0] ?? " ",
  };
}

/** Spells a bar; the average price has at most six decimals. */
export function barFields<Time>(bar: Bar, t: Time) {
  return {
    t,
    o: bar.open,
    h: bar.high,
    l: bar.low,
    c: bar.close,
    v: bar.volume,
    n: bar.prints,
    vw: Math.round(bar.vwap * 1e6) / 1e6,
  };
}

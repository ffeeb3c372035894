/** The market-data messages of the streams, from what the hub publishes (alpaca-wire.md §4.2). */
import { tapeOf } from "@/lib/server/data/hub-quotes";
import type { Bar } from "@/lib/wire/alpaca/market-data";
import type { PackedQuote, TapeNews, ToldTrade } from "@/lib/wire/market-bus";
import { Message } from "../data-stream/message";

/**
 * A stock's quote; a later one of the symbol replaces it for a reader that is behind. Field by field, here
 * and below: objects put together of others cost several times as much, and these are made per quote.
 */
export function stockQuoteMessage(quote: PackedQuote, exchange: string): Message {
  const fields = {
    T: "q",
    S: quote[0],
    bx: quote[3],
    bp: quote[1] / 1e6,
    bs: quote[2],
    ax: quote[6],
    ap: quote[4] / 1e6,
    as: quote[5],
    t: new Date(quote[7]),
    c: ["R"],
    z: tapeOf(exchange),
  };
  return new Message(fields, `q ${quote[0]}`);
}

/** An option's quote: its condition is a text. */
export function optionQuoteMessage(quote: PackedQuote): Message {
  const fields = {
    T: "q",
    S: quote[0],
    bx: quote[3],
    bp: quote[1] / 1e6,
    bs: quote[2],
    ax: quote[6],
    ap: quote[4] / 1e6,
    as: quote[5],
    t: new Date(quote[7]),
    c: " ",
  };
  return new Message(fields, `q ${quote[0]}`);
}

/** A print; each counts, so nothing replaces it. */
export function tradeMessage(trade: ToldTrade): Message {
  const [symbol, id, price, size, exchange, conditions, tape, atMs] = trade;
  const print = { T: "t", S: symbol, x: exchange, p: price / 1e6, s: size, t: new Date(atMs) };
  if (tape === "O") return new Message({ ...print, c: conditions[0] ?? " " });
  return new Message({ ...print, i: id, c: conditions, z: tape });
}

/** A band or an imbalance, which a later one replaces; a correction or a cancel, each of which counts. */
export function newsMessage(news: TapeNews): Message {
  const isReplaced = news.T === "l" || news.T === "i";
  return new Message({ ...news, t: new Date(news.t) }, isReplaced ? `${news.T} ${news.S}` : null);
}

/** A bar: of a minute (b), of a minute again after late prints (u), of the day so far (d). */
export function barMessage(type: "b" | "u" | "d", symbol: string, { t, ...bar }: Bar): Message {
  const replaces = type === "d" ? `d ${symbol}` : null;
  return new Message({ T: type, S: symbol, ...bar, t: new Date(t) }, replaces);
}

/** Trading stopped or goes on. Why it stopped is not known here: the reason is left empty. */
export function statusMessage(
  symbol: string,
  halted: boolean,
  { exchange, atMs }: { readonly exchange: string; readonly atMs: number },
): Message {
  const status = halted ? { sc: "H", sm: "Trading Halt" } : { sc: "T", sm: "Trading Resumption" };
  const reason = { rc: "", rm: "", z: tapeOf(exchange), t: new Date(atMs) };
  return new Message({ T: "s", S: symbol, ...status, ...reason });
}

/** What is taken out of a frame of Alpaca's stream, and what the SDK still sees (alpaca-wire.md §4.2). */
import { Packr, unpack } from "msgpackr";
import { describe, expect, test } from "vitest";
import {
  type FeedConnection,
  FeedSocket,
  type WireNews,
  type WireQuote,
  type WireTrade,
} from "./feed-socket";

const packr = new Packr({ useRecords: false, variableMapSize: true });
const AT = new Date("2026-11-20T16:30:00.123Z");
const QUOTE = {
  ...{ T: "q", S: "AAPL", bx: "Q", bp: 187.3, bs: 100, ax: "P", ap: 187.32, as: 200 },
  ...{ c: ["R"], z: "C", t: AT },
};
const TRADE = {
  ...{ T: "t", S: "AAPL", i: 52_983_525_029_461n, x: "V", p: 187.31, s: 40, c: ["@"] },
  ...{ z: "C", t: AT },
};
const STATUS = { T: "s", S: "AAPL", sc: "H", sm: "Trading Halt", rc: "T12", rm: "", z: "C", t: AT };

function heard(frame: unknown) {
  const quotes: WireQuote[] = [];
  const trades: WireTrade[] = [];
  const rest: unknown[] = [];
  let say = (_: unknown): void => undefined;
  const connection: FeedConnection = {
    readyState: 1,
    on: (_, listener) => {
      say = listener;
    },
    send: () => undefined,
    close: () => undefined,
  };
  const news: WireNews[] = [];
  const reader = {
    onNews: (one: WireNews) => void news.push(one),
    onQuote: (quote: WireQuote) => void quotes.push(quote),
    onTrade: (trade: WireTrade) => void trades.push(trade),
  };
  new FeedSocket(connection, reader).on("message", (left) => rest.push(left));
  say(frame);
  return { quotes, trades, news, rest };
}

describe("a frame", () => {
  test("of quotes and prints is read here, and nothing is left", () => {
    const { quotes, trades, rest } = heard(packr.pack([QUOTE, TRADE]));
    expect(quotes).toMatchObject([{ S: "AAPL", bp: 187.3, as: 200, t: AT }]);
    expect(trades).toMatchObject([{ S: "AAPL", i: 52_983_525_029_461, p: 187.31, t: AT }]);
    expect(rest).toEqual([]);
  });

  test("of bands, corrections and cancels is read here too", () => {
    const band = { T: "l", S: "AAPL", u: 190, d: 180, i: "B", z: "C", t: AT };
    const { news, rest } = heard(packr.pack([band]));
    expect(news).toEqual([band]);
    expect(rest).toEqual([]);
  });

  test("of something else is left as it came", () => {
    const frame = packr.pack([STATUS]);
    expect(heard(frame).rest).toEqual([frame]);
  });

  test("of both is left without what was read", () => {
    const { quotes, rest } = heard(packr.pack([QUOTE, STATUS]));
    expect(quotes).toHaveLength(1);
    expect(unpack(rest[0] as Buffer)).toEqual([STATUS]);
  });

  test.each([
    ["nonsense", Buffer.from([0xc1, 0xff])],
    ["no list", packr.pack({ T: "q" })],
    ["a quote without prices", packr.pack([{ T: "q", S: "AAPL", t: AT }])],
    ["nothing but null", packr.pack([null])],
  ])("that is %s is left to the SDK, which says what is wrong with it", (_, frame) => {
    expect(heard(frame)).toEqual({ quotes: [], trades: [], news: [], rest: [frame] });
  });
});

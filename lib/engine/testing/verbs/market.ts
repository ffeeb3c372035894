/**
 * What happens on the market:
 *
 *   clock    DATE HH:MM[:SS]
 *   quote    SYMBOL BID ASK xSIZE [xASKSIZE] [gap]
 *   trade    SYMBOL PRICE xSIZE [with CONDITION,CONDITION] [tape A|B|C|O]
 *   auction  SYMBOL open|close PRICE xSIZE
 *   halt     SYMBOL          resume SYMBOL
 */
import { instantOf } from "../../calendar/new-york";
import { auction, quote, symbolOf, trade } from "../builders";
import { moved, type Story, type Verbs, type Words } from "./story";

export const MARKET_VERBS: Verbs = {
  clock(story, words) {
    const [date, time] = [words.next(), words.next()];
    const [hours = "", minutes = "", seconds = "0"] = time.split(":");
    const minute = Number(hours) * 60 + Number(minutes);
    return moved(story, instantOf(date, minute) + Number(seconds) * 1_000, null);
  },
  quote(story, words) {
    const [symbol, bid, ask] = [symbolOf(words.next()), words.next(), words.next()];
    const size = sizeOf(words);
    const askSize = Number(words.maybe(/^x\d/)?.slice(1) ?? size);
    const afterGap = words.maybe(/^gap$/) !== null;
    passSecond(story);
    story.market.show(quote({ symbol, bid, ask, size, askSize, afterGap }));
    return moved(story, story.nowMs, symbol);
  },
  trade(story, words) {
    const [symbol, price, size] = [words.next(), words.next(), sizeOf(words)];
    const conditions = words.after("with")?.split(",") ?? [];
    const tape = words.after("tape") ?? "C";
    passSecond(story);
    const print = trade({ symbol, price, size, conditions, tape, atMs: story.nowMs });
    story.market.print(print);
    return moved(story, story.nowMs, print.symbol);
  },
  auction(story, words) {
    const [symbol, kind, price] = [words.next(), words.next(), words.next()];
    const made = auction({ symbol, kind, price, size: sizeOf(words), atMs: story.nowMs });
    story.market.auction(made);
    return moved(story, story.nowMs, made.symbol);
  },
  halt: (story, words) => setHalted(story, words, true),
  resume: (story, words) => setHalted(story, words, false),
};

function sizeOf(words: Words): number {
  return Number(words.next().slice(1));
}

function passSecond(story: Story): void {
  story.nowMs += 1_000;
  story.market.moveTo(story.nowMs);
}

function setHalted(story: Story, words: Words, halted: boolean): string {
  const symbol = symbolOf(words.next());
  story.market.setHalted(symbol, halted);
  return moved(story, story.nowMs, symbol);
}

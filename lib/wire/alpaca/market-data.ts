/**
 * Quotes, prints, bars and what is made of them, in Alpaca's market-data spelling (alpaca-wire.md §5).
 *
 * Prices are JSON numbers here, sizes are shares or contracts, times RFC 3339. The schemas read what
 * the data account answers, so that nothing else passes on to programs, and they describe our answers.
 */
import { z } from "zod";

const Time = z.string();

export const Bar = z.object({
  t: Time,
  o: z.number(),
  h: z.number(),
  l: z.number(),
  c: z.number(),
  v: z.number(),
  n: z.number(),
  vw: z.number(),
});
export type Bar = z.infer<typeof Bar>;

const Touch = z.object({
  t: Time,
  ax: z.string(),
  /** 0 for a side without a quote. */
  ap: z.number(),
  as: z.number(),
  bx: z.string(),
  bp: z.number(),
  bs: z.number(),
});

export const StockQuote = Touch.extend({
  c: z.array(z.string()),
  z: z.string(),
});
export type StockQuote = z.infer<typeof StockQuote>;

/** An option's condition is a text, not a list. */
export const OptionQuote = Touch.extend({ c: z.string() });
export type OptionQuote = z.infer<typeof OptionQuote>;

const Print = z.object({ t: Time, x: z.string(), p: z.number(), s: z.number() });

export const StockTrade = Print.extend({
  c: z.array(z.string()),
  i: z.number(),
  z: z.string(),
  /** What became of it afterwards. */
  u: z.enum(["canceled", "corrected", "incorrect"]).optional(),
});
export type StockTrade = z.infer<typeof StockTrade>;

export const OptionTrade = Print.extend({ c: z.string() });
export type OptionTrade = z.infer<typeof OptionTrade>;

const AuctionPrint = z.object({
  t: Time,
  x: z.string(),
  p: z.number(),
  s: z.number().optional(),
  c: z.string(),
});

/** The opening and closing auctions of one day. */
export const DailyAuctions = z.object({
  d: z.string(),
  o: z.array(AuctionPrint),
  c: z.array(AuctionPrint),
});
export type DailyAuctions = z.infer<typeof DailyAuctions>;

export const StockSnapshot = z.object({
  latestTrade: StockTrade.nullable(),
  latestQuote: StockQuote.nullable(),
  minuteBar: Bar.nullable(),
  dailyBar: Bar.nullable(),
  prevDailyBar: Bar.nullable(),
});
export type StockSnapshot = z.infer<typeof StockSnapshot>;

/** What is not known is left out, greeks and volatility too. */
export const OptionSnapshot = z.object({
  latestTrade: OptionTrade.optional(),
  latestQuote: OptionQuote.optional(),
  minuteBar: Bar.optional(),
  dailyBar: Bar.optional(),
  prevDailyBar: Bar.optional(),
  impliedVolatility: z.number().optional(),
  greeks: z
    .object({
      delta: z.number(),
      gamma: z.number(),
      rho: z.number(),
      theta: z.number(),
      vega: z.number(),
    })
    .optional(),
});
export type OptionSnapshot = z.infer<typeof OptionSnapshot>;

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantOf } from "../../../lib/engine/calendar/new-york";
import { parseTimeframe } from "../../../lib/wire/alpaca/timeframe";
import { anyDay, anyListing, coreInstant, listed, market } from "../testing/any-market";
import { barOfTrades } from "./bar";
import { stockBarSource, stockQuotesIn, stockTradesIn } from "./history";
import { Market } from "./market";
import { minuteStartMs } from "./session-time";
import { barsIn } from "./timeframe";

describe("bars are the sum of their prints", () => {
  const anyMinute = fc.integer({ min: 0, max: 209 });

  test("a minute", () => {
    fc.assert(
      fc.property(anyListing, anyDay, anyMinute, (listing, marketDay, offset) => {
        const minute = 570 + offset;
        const startMs = minuteStartMs(marketDay, minute);
        const span = { startMs, endMs: startMs + 59_999, isDescending: false };
        const trades = [...stockTradesIn(market, listing, span)];
        const { volume, prints } = market.stockTape.minuteVolume({ listing, marketDay, minute });
        expect(trades.reduce((sum, { size }) => sum + size, 0)).toBe(volume);
        expect(trades).toHaveLength(prints);
        const bar = market.stockBars.minuteBar(listing, marketDay, minute, span.endMs + 1);
        expect(bar).toEqual(barOfTrades(startMs, trades));
      }),
      { numRuns: 60 },
    );
  });

  test("a day's high, low and volume are those of its minutes and the closing auction", () => {
    fc.assert(
      fc.property(anyListing, anyDay, (listing, marketDay) => {
        const { day } = marketDay;
        const source = stockBarSource(market, listing);
        const minuteBars = [
          ...barsIn({
            source,
            timeframe: { unit: "minute", count: 1 },
            span: { startMs: day.openMs, endMs: day.closeMs - 1, isDescending: false },
            knownMs: day.postCloseMs,
          }),
        ];
        const place = { listing, marketDay, minute: marketDay.closeMinute };
        const auction = market.stockTape.minuteTrades(place)[0];
        const closing = (auction?.cents ?? 0) / 100;
        const bar = market.stockBars.dayBar(listing, marketDay, day.postCloseMs);
        expect(bar).toMatchObject({
          open: minuteBars[0]?.open,
          high: Math.max(closing, ...minuteBars.map(({ high }) => high)),
          low: Math.min(closing, ...minuteBars.map(({ low }) => low)),
          close: closing,
          volume: minuteBars.reduce((sum, { volume }) => sum + volume, auction?.size ?? 0),
        });
      }),
      { numRuns: 12 },
    );
  });

  test("today's bar, asked for again and again, is the bar asked for once", () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 209 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(anyListing, anyDay, minutes, (listing, marketDay, offsets) => {
        const askedOften = new Market("raxx", { crossed: new Set() });
        const askedOnce = new Market("raxx", { crossed: new Set() });
        const instants = offsets
          .map((offset) => marketDay.day.openMs + offset * 60_000 + 30_000)
          .sort((a, b) => a - b);
        const bars = instants.map((atMs) => askedOften.stockBars.dayBar(listing, marketDay, atMs));
        const lastMs = instants.at(-1) ?? 0;
        expect(bars.at(-1)).toEqual(askedOnce.stockBars.dayBar(listing, marketDay, lastMs));
      }),
      { numRuns: 8 },
    );
  });

  test("five minutes, descending or not, are the same bars", () => {
    const source = stockBarSource(market, listed("F"));
    const timeframe = parseTimeframe("5Min");
    if (timeframe === null) throw new Error("5Min is a timeframe");
    const startMs = instantOf("2026-11-20", 600);
    const endMs = instantOf("2026-11-20", 660);
    const bars = (isDescending: boolean) => [
      ...barsIn({
        source,
        timeframe,
        span: { startMs, endMs, isDescending },
        knownMs: endMs + 9e6,
      }),
    ];
    expect(bars(false)).toHaveLength(13);
    expect(bars(true).toReversed()).toEqual(bars(false));
  });
});

test("history walked backward is history walked forward", () => {
  fc.assert(
    fc.property(anyListing, coreInstant, (listing, startMs) => {
      const span = { startMs, endMs: startMs + 10_000 };
      const forward = [...stockQuotesIn(market, listing, { ...span, isDescending: false })];
      const backward = [...stockQuotesIn(market, listing, { ...span, isDescending: true })];
      expect(backward.toReversed()).toEqual(forward);
      expect(forward.at(-1)).toEqual(market.stockQuote(listing, span.endMs));
    }),
    { numRuns: 30 },
  );
});

/** What the simulator promises about stops, as stories. Shares of 9.99/10.01 unless a story says more. */
import { expect, test } from "vitest";
import { play } from "../testing/scenario";

const STORIES: { readonly [promise: string]: string } = {
  "a stop goes off on a trade and fills at the next quote, not at its price": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market               filled 100 @ 10.01
    sell     alice AAPL    100 stop 9.50 as exit    exit working 100
    quote    AAPL          9.40 9.42 x500
    trade    AAPL          9.51 x100
    trade    AAPL          9.50 x100                exit triggered, working 100
    quote    AAPL          9.30 9.32 x500           exit filled 100 @ 9.30
  `,
  "a standing quote is the next quote a second later": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market               filled 100 @ 10.01
    sell     alice AAPL    100 stop 9.50 as exit    exit working 100
    trade    AAPL          9.45 x100                exit triggered, working 100
    clock    2026-11-20 10:00:10                    exit filled 100 @ 9.99
  `,
  "a buy stop goes off on a rise": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 stop 10.50 as entry  entry working 100
    trade    AAPL          10.49 x100
    trade    AAPL          10.52 x100               entry triggered, working 100
    quote    AAPL          10.55 10.57 x500         entry filled 100 @ 10.57
  `,
  "odd lots, averages and derivatively priced prints set nothing off": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market               filled 100 @ 10.01
    sell     alice AAPL    100 stop 9.50 as exit    exit working 100
    trade    AAPL          9.00 x40 with @,I
    trade    AAPL          9.00 x900 with @,W
    trade    AAPL          9.00 x900 with @,4
    trade    AAPL          9.00 x900 with @,Z
    trade    AAPL          9.50 x100 with @         exit triggered, working 100
  `,
  "a print from before the order is none it waits for": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market               filled 100 @ 10.01
    trade    AAPL          9.00 x100
    sell     alice AAPL    100 stop 9.50 as exit    exit working 100
    quote    AAPL          9.98 10.00 x500
  `,
  "a stop-limit rests at its limit when the market has run past it": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market               filled 100 @ 10.01
    sell     alice AAPL    100 stop_limit 9.50 9.45 as exit   exit working 100
    trade    AAPL          9.50 x100                exit triggered, working 100
    quote    AAPL          9.30 9.32 x500
    quote    AAPL          9.46 9.48 x500           exit filled 100 @ 9.45
  `,
  "a stop-limit within its limit takes the quote": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market               filled 100 @ 10.01
    sell     alice AAPL    100 stop_limit 9.50 9.40 as exit   exit working 100
    trade    AAPL          9.50 x100                exit triggered, working 100
    quote    AAPL          9.47 9.49 x500           exit filled 100 @ 9.47
  `,
  // The print at 10.60 moves the mark, and 10.60 − 0.50 = 10.10 is not hit by 10.11.
  "a trailing stop follows the best print and stays there": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market               filled 100 @ 10.01
    sell     alice AAPL    100 trail 0.50 as exit   exit working 100
    trade    AAPL          10.20 x100
    trade    AAPL          10.60 x100
    trade    AAPL          10.11 x100
    trade    AAPL          10.10 x100               exit triggered, working 100
    quote    AAPL          10.08 10.10 x500         exit filled 100 @ 10.08
  `,
  // 2% behind 20.00 is 19.60; behind 25.00 it is 24.50.
  "a percentage trails by more as the price rises": `
    quote    AAPL          19.99 20.01 x500
    buy      alice AAPL    100 market               filled 100 @ 20.01
    sell     alice AAPL    100 trail 2% as exit     exit working 100
    trade    AAPL          20.00 x100
    trade    AAPL          25.00 x100
    trade    AAPL          24.51 x100
    trade    AAPL          24.50 x100               exit triggered, working 100
  `,
  "a trailing buy follows the price down": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 trail 0.50 as entry  entry working 100
    trade    AAPL          9.20 x100
    trade    AAPL          9.69 x100
    trade    AAPL          9.70 x100                entry triggered, working 100
    quote    AAPL          9.68 9.71 x500           entry filled 100 @ 9.71
  `,
  "an option stop goes by the bid, and a bid that is gone is no price": `
    quote    SPY-600P      2.10 2.20 x50
    buy      alice SPY-600P 1 market                filled 1 @ 2.20
    sell     alice SPY-600P 1 stop 1.50 as exit     exit working 1
    trade    SPY-600P      1.00 x10 tape O
    quote    SPY-600P      0 1.60 x50
    quote    SPY-600P      1.51 1.60 x50
    quote    SPY-600P      1.50 1.60 x50            exit triggered, working 1
    quote    SPY-600P      1.40 1.55 x50            exit filled 1 @ 1.40
  `,
  "stops sleep outside the core session": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market                   filled 100 @ 10.01
    sell     alice AAPL    100 stop 9.50 gtc as exit    exit working 100
    clock    2026-11-20 16:30
    trade    AAPL          9.00 x100 with @,T
    trade    AAPL          9.00 x100
    clock    2026-11-23 09:31
    quote    AAPL          9.60 9.62 x500
    trade    AAPL          9.49 x100                    exit triggered, working 100
  `,
};

test.each(Object.entries(STORIES))("%s", (_, story) => {
  const { expected, actual } = play(story);
  expect(actual).toEqual(expected);
});

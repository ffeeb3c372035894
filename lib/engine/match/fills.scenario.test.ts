/** What the simulator promises about fills, as stories. */
import { expect, test } from "vitest";
import { play } from "../testing/scenario";

const STORIES: { readonly [promise: string]: string } = {
  "a market order fills in parts as the displayed size refreshes": `
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    80 market                filled 50 @ 10.01, working 30
    quote    AAPL          10.00 10.02 x50          filled 30 @ 10.02
    cash     alice                                  99_198.90 of 100_000.00
    position alice AAPL                             80 @ 10.01375
  `,
  "stock bought and sold again leaves its profit in cash": `
    quote    AAPL          187.20 187.24 x300
    buy      alice AAPL    100 market               filled 100 @ 187.24
    position alice AAPL                             100 @ 187.24
    quote    AAPL          190.00 190.05 x300
    sell     alice AAPL    100 market               filled 100 @ 190.00
    position alice AAPL                             flat
    cash     alice                                  100_276.00 of 100_000.00
  `,
  "a quote that does not change does not refill": `
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    80 limit 10.01           filled 50 @ 10.01, working 30
    quote    AAPL          9.98 10.01 x80 x50
    quote    AAPL          9.98 10.01 x80 x60       filled 30 @ 10.01
  `,
  "two orders of one account share the displayed size": `
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    40 market                filled 40 @ 10.01
    buy      alice AAPL    40 market                filled 10 @ 10.01, working 30
    quote    AAPL          9.99 10.01 x60           filled 30 @ 10.01
  `,
  "two accounts do not compete for it": `
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    50 market                filled 50 @ 10.01
    buy      bob AAPL      50 market                filled 50 @ 10.01
  `,
  "a resting limit trades at its limit, not at the better quote that reached it": `
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 limit 9.95            working 10
    quote    AAPL          9.94 9.96 x50
    quote    AAPL          9.90 9.93 x50            filled 10 @ 9.95
  `,
  "after a gap a resting limit gets the better quote": `
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 limit 9.95            working 10
    quote    AAPL          9.50 9.52 x50 gap        filled 10 @ 9.52
  `,
  "a limit that is marketable on arrival pays the quote": `
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 limit 11.00           filled 10 @ 10.01
  `,
  // Paid 50 x 10.01 = 500.50; the shares lend half of their mark, 50 x 10.00 / 2 = 250.
  "an immediate-or-cancel order takes what is there and ends": `
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    80 limit 10.01 ioc as quick    quick filled 50 @ 10.01, canceled 30
    buy      alice AAPL    80 limit 9.00 ioc              canceled 80
    quote    AAPL          9.99 10.01 x90
    power    alice                                  99_749.50
  `,
  "nothing fills after a cancel": `
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 limit 9.95 as dip     dip working 10
    power    alice                                  99_950.25
    cancel   alice dip                              dip canceled 10
    quote    AAPL          9.80 9.81 x50
    cancel   alice dip                              refused order_not_found
    power    alice                                  100_000.00
  `,
  "nothing fills in a halt, and the first quote after it is a new market": `
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 limit 9.50            working 10
    halt     AAPL
    quote    AAPL          8.99 9.01 x50
    resume   AAPL                                   filled 10 @ 9.50
  `,
  "a day order lives to the half-day close and not a minute longer": `
    clock    2026-11-27 12:59
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 limit 9.95 as day     day working 10
    buy      alice AAPL    10 limit 9.90 gtc as keep  keep working 10
    clock    2026-11-27 13:00                       day expired 10
    clock    2026-11-30 09:30
    quote    AAPL          9.88 9.89 x50 gap        keep filled 10 @ 9.89
  `,
  "an order sent at night waits for the open and then meets its quote": `
    clock    2026-11-20 18:00
    buy      alice AAPL    10 limit 10.00           working 10
    quote    AAPL          9.50 9.51 x50
    clock    2026-11-23 09:30                       filled 10 @ 9.51
  `,
};

test.each(Object.entries(STORIES))("%s", (_, story) => {
  const { expected, actual } = play(story);
  expect(actual).toEqual(expected);
});

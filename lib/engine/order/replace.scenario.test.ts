/** What the simulator promises about replacing orders, as stories. */
import { expect, test } from "vitest";
import { play } from "../testing/scenario";

const STORIES: { readonly [promise: string]: string } = {
  // The new limit was marketable when it came, so it pays the quote: (40 x 10.01 + 60 x 10.03) / 100.
  "a replacement takes the place of an order, and what filled is carried over": `
    quote    AAPL          9.99 10.01 x40
    buy      alice AAPL    100 limit 10.01 as first         first filled 40 @ 10.01, working 60
    replace  alice first limit 10.05 as second              first replaced 60; second working 60
    quote    AAPL          10.01 10.03 x500                 second filled 60 @ 10.03
    position alice AAPL                                     100 @ 10.022
    cancel   alice first                                    refused order_not_found
  `,
  "the new quantity counts from the start and must be more than what filled": `
    quote    AAPL          9.99 10.01 x40
    buy      alice AAPL    100 limit 10.01 as first         first filled 40 @ 10.01, working 60
    replace  alice first qty 40 as second                   refused qty_not_over_filled
    replace  alice first qty 50 as second                   first replaced 60; second working 10
    quote    AAPL          10.00 10.01 x500                 second filled 10 @ 10.01
    position alice AAPL                                     50 @ 10.01
  `,
  // 1,000 − 60 x 9.00 = 460 is free; 100 x 9.00 = 900 needs 360 more, 120 x 9.00 needs 540 more.
  "buying power is asked for the difference": `
    account  pat cash 1_000
    quote    AAPL          9.99 10.01 x300
    buy      pat AAPL      60 limit 9.00 as first           first working 60
    replace  pat first qty 120 as second                    refused insufficient_buying_power 1_080.00 of 1_000.00
    replace  pat first qty 100 as second                    first replaced 60; second working 100
    power    pat                                            100.00
  `,
  "what cannot be changed is refused by name": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    10 limit 9.00 as first           first working 10
    replace  alice first stop 8.00 as second                refused replace_field_not_allowed
    replace  alice first limit 9.00 as second               refused replace_unchanged
    replace  alice gone limit 9.00 as second                refused order_not_found
    buy      alice AAPL    $50 limit 9.00 as dollars        dollars working 5.555555555
    replace  alice dollars limit 9.10 as second             refused replace_class_not_allowed
    clock    2026-11-20 18:00                               first expired 10; dollars expired 5.555555555
    buy      alice AAPL    10 limit 9.00 as night           night working 10
    replace  alice night limit 9.10 as second               refused order_not_replaceable
  `,
  "a trailing stop keeps its mark when its trail changes": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market                       filled 100 @ 10.01
    sell     alice AAPL    100 trail 1.00 as exit           exit working 100
    trade    AAPL          12.00 x100
    replace  alice exit trail 0.50 as tight                 exit replaced 100; tight working 100
    trade    AAPL          11.50 x100                       tight triggered, working 100
  `,
  "the net of a spread is replaced, its legs stay": `
    quote    SPY-600P      2.10 2.20 x20
    quote    SPY-595P      0.90 1.00 x20
    spread   alice 1 1.30 credit -SPY-600P +SPY-595P as first    first working 1
    replace  alice first stop 1.00 as second                refused replace_field_not_allowed
    replace  alice first limit -1.10 as second              first replaced 1; second filled 1 @ 1.10 credit
  `,
};

test.each(Object.entries(STORIES))("%s", (_, story) => {
  const { expected, actual } = play(story);
  expect(actual).toEqual(expected);
});

/** What the queue profile promises, as stories (engine.md §4, decisions 24 and 26). */
import { expect, test } from "vitest";
import { play } from "../../testing/scenario";

const STORIES: { readonly [promise: string]: string } = {
  "what is displayed at its price goes first, then it gets the rest of a print": `
    profile  alice queue
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    40 limit 9.99 as bid     bid working 40
    why      alice bid     Needs ask ≤ 9.99; ask is 10.01. In the queue: 50 to trade at the limit first.
    trade    AAPL          9.99 x30
    why      alice bid     Needs ask ≤ 9.99; ask is 10.01. In the queue: 20 to trade at the limit first.
    trade    AAPL          9.99 x45                 bid filled 25 @ 9.99, working 15
    rule     alice         limit_queue_reached
    trade    AAPL          9.99 x10                 bid filled 10 @ 9.99, working 5
  `,
  "a trade through the price means its turn has come": `
    profile  alice queue
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    40 limit 9.99 as bid     bid working 40
    trade    AAPL          9.98 x30                 bid filled 30 @ 9.99, working 10
    rule     alice         limit_traded_through
    trade    AAPL          9.99 x4                  bid filled 4 @ 9.99, working 6
  `,
  "a quote that crosses by a tick fills it, as in strict": `
    profile  alice queue
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    40 limit 9.99 as bid     bid working 40
    quote    AAPL          9.98 9.99 x25
    quote    AAPL          9.97 9.98 x25            bid filled 25 @ 9.99, working 15
    rule     alice         limit_crossed
  `,
  "a better bid than all others is first at its price": `
    profile  alice queue
    quote    AAPL          9.97 10.01 x50
    buy      alice AAPL    10 limit 9.99 as top     top working 10
    why      alice top     Needs ask ≤ 9.99; ask is 10.01. In the queue: 0 to trade at the limit first.
    trade    AAPL          9.99 x6                  top filled 6 @ 9.99, working 4
  `,
  "behind the best bid nobody sees how long the queue is; it joins when its price is the best": `
    profile  alice queue
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 limit 9.97 as low     low working 10
    trade    AAPL          9.97 x500
    why      alice low     Needs ask ≤ 9.97; ask is 10.01.
    quote    AAPL          9.97 10.00 x80
    why      alice low     Needs ask ≤ 9.97; ask is 10.00. In the queue: 80 to trade at the limit first.
    trade    AAPL          9.97 x83                 low filled 3 @ 9.97, working 7
  `,
  // Found by the random walks: the second order's turn came by a print that the first one took.
  "a trade through the price is everybody's turn, also of those it left nothing for": `
    profile  alice queue
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    5 limit 9.97 as one      one working 5
    buy      alice AAPL    5 limit 9.97 as two      two working 5
    trade    AAPL          9.96 x5                  one filled 5 @ 9.97
    why      alice two     Needs ask ≤ 9.97; ask is 10.01. In the queue: 0 to trade at the limit first.
    trade    AAPL          9.97 x3                  two filled 3 @ 9.97, working 2
  `,
  "more size joining later stands behind it": `
    profile  alice queue
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 limit 9.99            working 10
    quote    AAPL          9.99 10.01 x900
    trade    AAPL          9.99 x50
    trade    AAPL          9.99 x10                 filled 10 @ 9.99
  `,
  "a sale queues at the ask": `
    profile  alice queue
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    20 market                filled 20 @ 10.01
    sell     alice AAPL    20 limit 10.01 as out    out working 20
    why      alice out     Needs bid ≥ 10.01; bid is 9.99. In the queue: 50 to trade at the limit first.
    trade    AAPL          10.01 x60                out filled 10 @ 10.01, working 10
    trade    AAPL          10.02 x60                out filled 10 @ 10.01
  `,
  "two orders at one price share what a print has left": `
    profile  alice queue
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    20 limit 9.99 as one     one working 20
    buy      alice AAPL    20 limit 9.99 as two     two working 20
    trade    AAPL          9.99 x80                 one filled 20 @ 9.99; two filled 10 @ 9.99, working 10
  `,
  "a place that is checkpointed after five seconds is the same place": `
    profile  alice queue
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 limit 9.99 as bid     bid working 10
    trade    AAPL          9.99 x20
    clock    2026-11-20    10:00:30
    why      alice bid     Needs ask ≤ 9.99; ask is 10.01. In the queue: 30 to trade at the limit first.
    trade    AAPL          9.99 x33                 bid filled 3 @ 9.99, working 7
  `,
  "options queue by prints of their book; auctions and multi-leg prints do not count": `
    profile  alice queue
    quote    AAPL-200C     2.00 2.10 x20
    buy      alice AAPL-200C   5 limit 2.00 as bid  bid working 5
    trade    AAPL-200C     2.00 x100 with f tape O
    trade    AAPL-200C     2.00 x22 with I tape O   bid filled 2 @ 2.00, working 3
  `,
};

test.each(Object.entries(STORIES))("%s", (_, story) => {
  const { expected, actual } = play(story);
  expect(actual).toEqual(expected);
});

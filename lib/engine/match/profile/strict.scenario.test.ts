/** What the strict profile promises, as stories (engine.md §4, decisions 24). */
import { expect, test } from "vitest";
import { play } from "../../testing/scenario";

const STORIES: { readonly [promise: string]: string } = {
  "a quote at the limit is not enough, a tick beyond it fills at the limit": `
    profile  alice strict
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 limit 9.95 as dip     dip working 10
    quote    AAPL          9.93 9.95 x50
    why      alice dip     Needs ask ≤ 9.95; ask is 9.95. Its profile wants the quote a tick (0.01) better than the limit, or trades through it.
    quote    AAPL          9.92 9.94 x50            dip filled 10 @ 9.95
    rule     alice         limit_crossed
  `,
  "what is marketable on arrival pays the quote, as everywhere": `
    profile  alice strict
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 limit 10.01           filled 10 @ 10.01
    rule     alice         limit_marketable_on_arrival
    sell     alice AAPL    10 market                filled 10 @ 9.99
    rule     alice         market_at_quote
  `,
  "trades through the limit fill it, up to what was printed": `
    profile  alice strict
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    80 limit 9.95 as dip     dip working 80
    trade    AAPL          9.95 x100
    trade    AAPL          9.94 x30                 dip filled 30 @ 9.95, working 50
    rule     alice         limit_traded_through
    trade    AAPL          9.90 x100                dip filled 50 @ 9.95
  `,
  "a sale fills when trades print above it": `
    profile  alice strict
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    20 market                filled 20 @ 10.01
    sell     alice AAPL    20 limit 10.05 as out    out working 20
    trade    AAPL          10.05 x500
    trade    AAPL          10.06 x15                out filled 15 @ 10.05, working 5
    quote    AAPL          10.05 10.08 x50
    quote    AAPL          10.06 10.08 x50          out filled 5 @ 10.05
  `,
  "two orders share one print": `
    profile  alice strict
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    20 limit 9.95 as one     one working 20
    buy      alice AAPL    20 limit 9.95 as two     two working 20
    trade    AAPL          9.94 x30                 one filled 20 @ 9.95; two filled 10 @ 9.95, working 10
    quote    AAPL          9.98 10.01 x50
  `,
  // Odd lots, average price and derivatively priced prints make no last sale (UTP: I, W, 4).
  "prints that make no last sale prove nothing": `
    profile  alice strict
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 limit 9.95            working 10
    trade    AAPL          9.90 x50 with @,I
    trade    AAPL          9.90 x500 with W
    trade    AAPL          9.90 x500 with 4
    trade    AAPL          9.90 x500 with @         filled 10 @ 9.95
  `,
  "a print from before the order is not for it": `
    profile  alice strict
    quote    AAPL          9.99 10.01 x50
    trade    AAPL          9.90 x500
    buy      alice AAPL    10 limit 9.95 as dip     dip working 10
    quote    AAPL          9.98 10.01 x50
  `,
  "a print of more than a minute ago fills nothing any more": `
    profile  alice strict
    quote    AAPL          9.99 10.01 x50
    halt     AAPL
    buy      alice AAPL    10 limit 9.95            working 10
    trade    AAPL          9.90 x500
    clock    2026-11-20    10:05
    resume   AAPL
  `,
  "after a gap it still gives its limit": `
    profile  alice strict
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 limit 9.95            working 10
    quote    AAPL          9.50 9.52 x50 gap        filled 10 @ 9.95
  `,
  "below a dollar a tick is a hundredth of a cent": `
    profile  alice strict
    quote    PENY          0.5010 0.5020 x500
    buy      alice PENY    100 limit 0.4990         working 100
    quote    PENY          0.4980 0.4990 x500
    quote    PENY          0.4980 0.4989 x500       filled 100 @ 0.499
  `,
  "an option of three dollars and more has to cross by a nickel": `
    profile  alice strict
    quote    AAPL-200C     3.20 3.30 x20
    buy      alice AAPL-200C    2 limit 3.10        working 2
    quote    AAPL-200C     3.00 3.10 x20
    quote    AAPL-200C     2.98 3.06 x20
    quote    AAPL-200C     2.95 3.05 x20            filled 2 @ 3.10
  `,
  // 2.10 - 1.00 = 1.10 received; the order asks 1.12, and a resting net has to be a cent better.
  "a resting spread waits for a net that is a cent better, and trades at its quotes": `
    profile  alice strict
    quote    SPY-600P      2.10 2.20 x20
    quote    SPY-595P      0.90 1.00 x20
    spread   alice         1 1.12 credit -SPY-600P +SPY-595P as put    put working 1
    quote    SPY-600P      2.12 2.22 x20
    quote    SPY-600P      2.13 2.22 x20            put filled 1 @ 1.13 credit
  `,
};

test.each(Object.entries(STORIES))("%s", (_, story) => {
  const { expected, actual } = play(story);
  expect(actual).toEqual(expected);
});

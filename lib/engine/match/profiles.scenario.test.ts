/** What fill profiles and settings promise, as stories; strict and queue have files of their own (engine.md §4). */
import { expect, test } from "vitest";
import { play } from "../testing/scenario";

const ALPACA: { readonly [promise: string]: string } = {
  "alpaca: any size fills at the touch": `
    profile  alice alpaca
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    500 market               filled 500 @ 10.01
    buy      alice AAPL    500 limit 10.05          filled 500 @ 10.01
    sell     alice AAPL    700 market               filled 700 @ 9.99
  `,
  "alpaca: a resting limit fills at the quote that reaches it": `
    profile  alice alpaca
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    80 limit 9.95            working 80
    trade    AAPL          9.90 x500
    quote    AAPL          9.90 9.93 x50            filled 80 @ 9.93
    rule     alice         limit_at_quote
  `,
  "alpaca: spreads of any size too, all legs at their quotes": `
    profile  alice alpaca
    quote    SPY-600P      2.10 2.20 x1
    quote    SPY-595P      0.90 1.00 x1
    spread   alice         9 1.05 credit -SPY-600P +SPY-595P     filled 9 @ 1.10 credit
  `,
};

const ALL: { readonly [promise: string]: string } = {
  "another profile holds for working orders from then on": `
    profile  alice strict
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 limit 9.95            working 10
    quote    AAPL          9.93 9.95 x50
    profile  alice standard
    quote    AAPL          9.92 9.95 x50            filled 10 @ 9.95
    rule     alice         limit_resting
  `,
  "latency: an order meets the first quote after it has arrived": `
    profile  alice standard latency 1500
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 market as slow        slow working 10
    why      alice slow    On its way: the order reaches the market at 10:00:02.500 ET.
    quote    AAPL          10.09 10.11 x50
    quote    AAPL          10.19 10.21 x50          slow filled 10 @ 10.21
  `,
  "latency: whether a limit rests, the market of its arrival decides": `
    profile  alice standard latency 1500
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 limit 10.00           working 10
    quote    AAPL          9.97 9.99 x50
    quote    AAPL          9.96 9.98 x50            filled 10 @ 9.98
    rule     alice         limit_marketable_on_arrival
    buy      alice AAPL    10 limit 9.97            working 10
    quote    AAPL          9.97 9.99 x50
    quote    AAPL          9.97 9.98 x50
    quote    AAPL          9.95 9.96 x50            filled 10 @ 9.97
    rule     alice         limit_resting
  `,
  "ioc takes what is there and fok all of it or nothing, by the sizes the profile goes by": `
    profile  alice strict
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    80 limit 10.01 fok       canceled 80
    buy      alice AAPL    80 limit 10.01 ioc       filled 50 @ 10.01, canceled 30
    buy      alice AAPL    1 market fok             canceled 1
    quote    AAPL          9.99 10.01 x90
    buy      alice AAPL    90 market fok            filled 90 @ 10.01
    profile  alice alpaca
    buy      alice AAPL    500 limit 10.01 fok      filled 500 @ 10.01
    buy      alice AAPL    500 limit 10.00 fok      canceled 500
  `,
  "a stop that was set off pays the quote in strict too, not the stop price": `
    profile  alice strict
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    30 market                filled 30 @ 10.01
    sell     alice AAPL    30 stop 9.90 as out      out working 30
    trade    AAPL          9.90 x100                out triggered, working 30
    quote    AAPL          9.80 9.83 x20            out filled 20 @ 9.80, working 10
    quote    AAPL          9.75 9.78 x20            out filled 10 @ 9.75
    rule     alice         market_at_quote
  `,
  "a locked quote fills, a crossed one does not": `
    quote    AAPL          9.99 10.01 x50
    quote    AAPL          10.02 10.01 x50
    buy      alice AAPL    10 market as now         now working 10
    why      alice now     The quote of AAPL is crossed; nothing fills on it, last 10:00:02.000 ET.
    quote    AAPL          10.01 10.01 x50          now filled 10 @ 10.01
  `,
  "a one-sided book says which side is missing": `
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 limit 9.95 as dip     dip working 10
    quote    AAPL          0 9.90 x50
    why      alice dip     AAPL has no bid, last 10:00:02.000 ET.
    quote    AAPL          9.90 0 x50
    why      alice dip     AAPL has no ask, last 10:00:03.000 ET.
    quote    AAPL          9.90 9.94 x50            dip filled 10 @ 9.95
  `,
  "a leg to sell that nobody bids for holds the whole spread": `
    quote    SPY-600P      0.10 0.20 x20
    quote    SPY-595P      0 0.05 x20
    spread   alice         1 0.05 debit +SPY-600P -SPY-595P as back    back working 1
    why      alice back    SPY261218P00595000 has no bid, last 10:00:02.000 ET.
  `,
  // 2 x 1.00 - 2.10 = -0.10 a unit; five shown of the doubled leg are two whole units.
  "a spread takes whole units of what its thinnest leg shows, and the rest as it refreshes": `
    quote    SPY-600P      2.10 2.20 x20
    quote    SPY-595P      0.90 1.00 x5
    spread   alice         3 market -SPY-600P +2*SPY-595P    filled 2 @ 0.10 credit, working 1
    quote    SPY-595P      0.90 1.00 x6                      filled 1 @ 0.10 credit
  `,
};

test.each(Object.entries({ ...ALPACA, ...ALL }))("%s", (_, story) => {
  const { expected, actual } = play(story);
  expect(actual).toEqual(expected);
});

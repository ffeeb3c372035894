/** What each fill profile promises, as stories (engine.md §4, decisions 24). */
import { expect, test } from "vitest";
import { play } from "../testing/scenario";

const STRICT: { readonly [promise: string]: string } = {
  "strict: a quote at the limit is not enough, a tick beyond it fills at the limit": `
    profile  alice strict
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 limit 9.95 as dip     dip working 10
    quote    AAPL          9.93 9.95 x50
    why      alice dip     Needs ask ≤ 9.95; ask is 9.95. Its profile wants the quote a tick (0.01) better than the limit, or trades through it.
    quote    AAPL          9.92 9.94 x50            dip filled 10 @ 9.95
    rule     alice         limit_crossed
  `,
  "strict: what is marketable on arrival pays the quote, as everywhere": `
    profile  alice strict
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 limit 10.01           filled 10 @ 10.01
    rule     alice         limit_marketable_on_arrival
    sell     alice AAPL    10 market                filled 10 @ 9.99
    rule     alice         market_at_quote
  `,
  "strict: trades through the limit fill it, up to what was printed": `
    profile  alice strict
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    80 limit 9.95 as dip     dip working 80
    trade    AAPL          9.95 x100
    trade    AAPL          9.94 x30                 dip filled 30 @ 9.95, working 50
    rule     alice         limit_traded_through
    trade    AAPL          9.90 x100                dip filled 50 @ 9.95
  `,
  "strict: a sale fills when trades print above it": `
    profile  alice strict
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    20 market                filled 20 @ 10.01
    sell     alice AAPL    20 limit 10.05 as out    out working 20
    trade    AAPL          10.05 x500
    trade    AAPL          10.06 x15                out filled 15 @ 10.05, working 5
    quote    AAPL          10.05 10.08 x50
    quote    AAPL          10.06 10.08 x50          out filled 5 @ 10.05
  `,
  "strict: two orders share one print": `
    profile  alice strict
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    20 limit 9.95 as one     one working 20
    buy      alice AAPL    20 limit 9.95 as two     two working 20
    trade    AAPL          9.94 x30                 one filled 20 @ 9.95; two filled 10 @ 9.95, working 10
    quote    AAPL          9.98 10.01 x50
  `,
  // Odd lots, average price and derivatively priced prints make no last sale (UTP: I, W, 4).
  "strict: prints that make no last sale prove nothing": `
    profile  alice strict
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 limit 9.95            working 10
    trade    AAPL          9.90 x50 with @,I
    trade    AAPL          9.90 x500 with W
    trade    AAPL          9.90 x500 with 4
    trade    AAPL          9.90 x500 with @         filled 10 @ 9.95
  `,
  "strict: a print from before the order is not for it": `
    profile  alice strict
    quote    AAPL          9.99 10.01 x50
    trade    AAPL          9.90 x500
    buy      alice AAPL    10 limit 9.95 as dip     dip working 10
    quote    AAPL          9.98 10.01 x50
  `,
  "strict: a print of more than a minute ago fills nothing any more": `
    profile  alice strict
    quote    AAPL          9.99 10.01 x50
    halt     AAPL
    buy      alice AAPL    10 limit 9.95            working 10
    trade    AAPL          9.90 x500
    clock    2026-11-20    10:05
    resume   AAPL
  `,
  "strict: after a gap it still gives its limit": `
    profile  alice strict
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 limit 9.95            working 10
    quote    AAPL          9.50 9.52 x50 gap        filled 10 @ 9.95
  `,
  "strict: below a dollar a tick is a hundredth of a cent": `
    profile  alice strict
    quote    PENY          0.5010 0.5020 x500
    buy      alice PENY    100 limit 0.4990         working 100
    quote    PENY          0.4980 0.4990 x500
    quote    PENY          0.4980 0.4989 x500       filled 100 @ 0.499
  `,
  "strict: an option of three dollars and more has to cross by a nickel": `
    profile  alice strict
    quote    AAPL-200C     3.20 3.30 x20
    buy      alice AAPL-200C    2 limit 3.10        working 2
    quote    AAPL-200C     3.00 3.10 x20
    quote    AAPL-200C     2.98 3.06 x20
    quote    AAPL-200C     2.95 3.05 x20            filled 2 @ 3.10
  `,
  // 2.10 - 1.00 = 1.10 received; the order asks 1.12, and a resting net has to be a cent better.
  "strict: a resting spread waits for a net that is a cent better, and trades at its quotes": `
    profile  alice strict
    quote    SPY-600P      2.10 2.20 x20
    quote    SPY-595P      0.90 1.00 x20
    spread   alice         1 1.12 credit -SPY-600P +SPY-595P as put    put working 1
    quote    SPY-600P      2.12 2.22 x20
    quote    SPY-600P      2.13 2.22 x20            put filled 1 @ 1.13 credit
  `,
};

const QUEUE: { readonly [promise: string]: string } = {
  "queue: what is displayed at its price goes first, then it gets the rest of a print": `
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
  "queue: a trade through the price means its turn has come": `
    profile  alice queue
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    40 limit 9.99 as bid     bid working 40
    trade    AAPL          9.98 x30                 bid filled 30 @ 9.99, working 10
    rule     alice         limit_traded_through
    trade    AAPL          9.99 x4                  bid filled 4 @ 9.99, working 6
  `,
  "queue: a quote that crosses by a tick fills it, as in strict": `
    profile  alice queue
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    40 limit 9.99 as bid     bid working 40
    quote    AAPL          9.98 9.99 x25
    quote    AAPL          9.97 9.98 x25            bid filled 25 @ 9.99, working 15
    rule     alice         limit_crossed
  `,
  "queue: a better bid than all others is first at its price": `
    profile  alice queue
    quote    AAPL          9.97 10.01 x50
    buy      alice AAPL    10 limit 9.99 as top     top working 10
    why      alice top     Needs ask ≤ 9.99; ask is 10.01. In the queue: 0 to trade at the limit first.
    trade    AAPL          9.99 x6                  top filled 6 @ 9.99, working 4
  `,
  "queue: behind the best bid nobody sees how long the queue is; it joins when its price is the best": `
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
  "queue: a trade through the price is everybody's turn, also of those it left nothing for": `
    profile  alice queue
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    5 limit 9.97 as one      one working 5
    buy      alice AAPL    5 limit 9.97 as two      two working 5
    trade    AAPL          9.96 x5                  one filled 5 @ 9.97
    why      alice two     Needs ask ≤ 9.97; ask is 10.01. In the queue: 0 to trade at the limit first.
    trade    AAPL          9.97 x3                  two filled 3 @ 9.97, working 2
  `,
  "queue: more size joining later stands behind it": `
    profile  alice queue
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 limit 9.99            working 10
    quote    AAPL          9.99 10.01 x900
    trade    AAPL          9.99 x50
    trade    AAPL          9.99 x10                 filled 10 @ 9.99
  `,
  "queue: a sale queues at the ask": `
    profile  alice queue
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    20 market                filled 20 @ 10.01
    sell     alice AAPL    20 limit 10.01 as out    out working 20
    why      alice out     Needs bid ≥ 10.01; bid is 9.99. In the queue: 50 to trade at the limit first.
    trade    AAPL          10.01 x60                out filled 10 @ 10.01, working 10
    trade    AAPL          10.02 x60                out filled 10 @ 10.01
  `,
  "queue: two orders at one price share what a print has left": `
    profile  alice queue
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    20 limit 9.99 as one     one working 20
    buy      alice AAPL    20 limit 9.99 as two     two working 20
    trade    AAPL          9.99 x80                 one filled 20 @ 9.99; two filled 10 @ 9.99, working 10
  `,
  "queue: a place that is checkpointed after five seconds is the same place": `
    profile  alice queue
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    10 limit 9.99 as bid     bid working 10
    trade    AAPL          9.99 x20
    clock    2026-11-20    10:00:30
    why      alice bid     Needs ask ≤ 9.99; ask is 10.01. In the queue: 30 to trade at the limit first.
    trade    AAPL          9.99 x33                 bid filled 3 @ 9.99, working 7
  `,
  "queue: options queue by prints of their book; auctions and multi-leg prints do not count": `
    profile  alice queue
    quote    AAPL-200C     2.00 2.10 x20
    buy      alice AAPL-200C   5 limit 2.00 as bid  bid working 5
    trade    AAPL-200C     2.00 x100 with f tape O
    trade    AAPL-200C     2.00 x22 with I tape O   bid filled 2 @ 2.00, working 3
  `,
};

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

test.each(Object.entries({ ...STRICT, ...QUEUE, ...ALPACA, ...ALL }))("%s", (_, story) => {
  const { expected, actual } = play(story);
  expect(actual).toEqual(expected);
});

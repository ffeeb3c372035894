/** What the simulator promises about when orders trade and when they end, as stories. */
import { expect, test } from "vitest";
import { play } from "../testing/scenario";

const STORIES: { readonly [promise: string]: string } = {
  "an opg order trades at the opening print and nowhere else": `
    clock    2026-11-23 09:00
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market opg as open       open working 100
    clock    2026-11-23 09:30
    quote    AAPL          9.80 9.82 x500
    auction  AAPL open     9.85 x50000                  open filled 100 @ 9.85
  `,
  "what the auction has no size for expires": `
    clock    2026-11-23 09:00
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market opg as open       open working 100
    clock    2026-11-23 09:30
    auction  AAPL open     9.85 x60                     open filled 60 @ 9.85, expired 40
  `,
  "a limit beyond the print expires with the auction": `
    clock    2026-11-23 09:00
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 limit 9.80 opg as open   open working 100
    clock    2026-11-23 09:30
    quote    AAPL          9.78 9.79 x500
    auction  AAPL open     9.85 x50000                  open expired 100
  `,
  "a cls order trades at the closing print, after the close": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market cls as close      close working 100
    quote    AAPL          9.50 9.52 x500
    clock    2026-11-20 16:00
    auction  AAPL close    9.61 x90000                  close filled 100 @ 9.61
  `,
  "without a print five minutes later the last eligible trade stands in": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market cls as close      close working 100
    clock    2026-11-20 15:59
    trade    AAPL          9.70 x200
    trade    AAPL          9.90 x20 with @,I
    clock    2026-11-20 16:00
    trade    AAPL          9.40 x200
    clock    2026-11-20 16:04:59
    clock    2026-11-20 16:05                           close filled 100 @ 9.70
  `,
  "and the first one for the open": `
    clock    2026-11-23 09:00
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market opg as open       open working 100
    clock    2026-11-23 09:30
    trade    AAPL          9.70 x200
    trade    AAPL          9.60 x200
    clock    2026-11-23 09:35                           open filled 100 @ 9.70
  `,
  "an auction nobody traded in ends its orders": `
    clock    2026-11-23 09:00
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market opg as open       open working 100
    clock    2026-11-23 09:35                           open expired 100
  `,
  "auction orders are taken until their cut-off and again from 19:00": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    10 market opg                refused auction_closed
    clock    2026-11-20 15:49
    buy      alice AAPL    10 market cls as last        last working 10
    clock    2026-11-20 15:50
    buy      alice AAPL    10 market cls                refused auction_closed
    clock    2026-11-20 19:00                           last expired 10
    buy      alice AAPL    10 market opg as next        next working 10
    clock    2026-11-22 12:00
    buy      alice AAPL    10 market opg as sunday      sunday working 10
    clock    2026-11-23 09:28
    buy      alice AAPL    10 market opg                refused auction_closed
  `,
  "on a half day the closing auction is at 13:00": `
    clock    2026-11-27 12:49
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    10 market cls as close       close working 10
    clock    2026-11-27 12:50
    buy      alice AAPL    10 market cls                refused auction_closed
    clock    2026-11-27 13:00
    auction  AAPL close    9.90 x9000                   close filled 10 @ 9.90
  `,
  "fill or kill takes all at once or nothing": `
    quote    AAPL          9.99 10.01 x50
    buy      alice AAPL    80 market fok as all         all canceled 80
    buy      alice AAPL    50 limit 10.01 fok as fits   fits filled 50 @ 10.01
    buy      alice AAPL    10 limit 9.00 fok as far     far canceled 10
  `,
  "an extended-hours order trades before the open, after the close and overnight": `
    clock    2026-11-23 08:00
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    10 limit 10.01 as core                core working 10
    buy      alice AAPL    10 limit 10.01 extended as early      early filled 10 @ 10.01
    clock    2026-11-23 16:30                                    core expired 10
    quote    AAPL          9.89 9.91 x500
    buy      alice AAPL    10 limit 9.91 extended as late        late filled 10 @ 9.91
    buy      alice AAPL    10 limit 9.00 extended as rest        rest working 10
    clock    2026-11-23 20:00                                    rest expired 10
    quote    AAPL          9.79 9.81 x500
    buy      alice AAPL    10 limit 9.81 extended as night       night filled 10 @ 9.81
  `,
  "an extended-hours gtc order rests through the nights": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    10 limit 9.00 gtc extended as dip     dip working 10
    clock    2026-11-20 20:00
    quote    AAPL          8.90 8.95 x500 gap
    clock    2026-11-22 20:00                                    dip filled 10 @ 8.95
  `,
  "extended hours are for limits, core hours for everything else": `
    quote    AAPL          9.99 10.01 x500
    quote    SPY-600P      2.10 2.20 x20
    buy      alice AAPL    10 market extended                    refused type_not_allowed
    buy      alice AAPL    10 limit 9.00 ioc extended            refused time_in_force_not_allowed
    buy      alice SPY-600P 1 limit 2.00 extended                refused option_extended_hours
    buy      alice AAPL    10 limit 9.00 extended profit 11.00   refused group_extended_hours
  `,
  "an order sent at night works from the open on": `
    clock    2026-11-22 21:00
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    10 limit 9.00 as early       early working 10
    replace  alice early limit 9.10 as later            refused order_not_replaceable
    clock    2026-11-23 09:30                           early working 10
    replace  alice early limit 9.10 as later            early replaced 10; later working 10
  `,
};

test.each(Object.entries(STORIES))("%s", (_, story) => {
  const { expected, actual } = play(story);
  expect(actual).toEqual(expected);
});

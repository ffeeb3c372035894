import { expect, test } from "vitest";
import { play } from "../testing/scenario";

/** Stories begin on Friday 2026-11-20 at 10:00; the next trading day is Monday 2026-11-23. */
const STORIES: { readonly [promise: string]: string } = {
  // 95.01 / 2 = 47.505: a bid goes down; the first ask of the ex-date would have met the old 95.01.
  "no order meets a price of after the split before it is adjusted to it": `
    quote    AAPL         99.98 100.00 x500
    buy      alice AAPL   100 limit 95.01 gtc as bid            bid working 100
    action   a1 split AAPL 2:1 ex 2026-11-23
    clock    2026-11-23 09:31                                   bid working 200
    quote    AAPL         49.98 50.00 x500
    quote    AAPL         47.48 47.51 x500
    quote    AAPL         47.48 47.50 x500                      bid filled 200 @ 47.50
    position alice AAPL   200 @ 47.50
  `,
  "a sale of all of it is still a sale of all of it": `
    quote    AAPL         99.98 100.00 x500
    buy      alice AAPL   100 market                            filled 100 @ 100.00
    sell     alice AAPL   100 limit 110 gtc as exit             exit working 100
    action   a1 split AAPL 4:1 ex 2026-11-23
    clock    2026-11-23 09:31                                   exit working 400
    quote    AAPL         27.50 27.52 x500                      exit filled 400 @ 27.50
    position alice AAPL   flat
  `,
  "what of an order filled before the split stays as it was": `
    quote    AAPL         99.98 100.00 x40
    buy      alice AAPL   100 limit 100 gtc as bid              bid filled 40 @ 100.00, working 60
    action   a1 split AAPL 2:1 ex 2026-11-23
    clock    2026-11-23 09:31                                   bid working 120
    position alice AAPL   80 @ 50.00
    quote    AAPL         49.98 50.00 x500                      bid filled 120 @ 50.00
    position alice AAPL   200 @ 50.00
  `,
  "a reverse split cancels": `
    quote    AAPL         9.98 10.00 x500
    buy      alice AAPL   100 limit 9 gtc as bid                bid working 100
    action   a1 reverse AAPL 1:10 ex 2026-11-23
    clock    2026-11-23 09:31                                   bid canceled 100
  `,
  // 98.40 - 0.505 = 97.895: a bid goes down to 97.89. The offer of 99.90 would have been one of 99.39.
  "a dividend lowers a standing bid and leaves an offer alone": `
    quote    AAPL         98.98 99.00 x500
    buy      alice AAPL   100 market                            filled 100 @ 99.00
    buy      alice AAPL   10 limit 98.40 gtc as bid             bid working 10
    buy      alice AAPL   10 limit 98.40 as today               today working 10
    sell     alice AAPL   100 limit 99.90 gtc as exit           exit working 100
    action   a1 dividend AAPL 0.505 ex 2026-11-23 pay 2026-12-01
    clock    2026-11-20 16:01                                   today expired 10
    clock    2026-11-23 09:31                                   bid working 10
    quote    AAPL         99.50 99.52 x500
    quote    AAPL         97.88 97.90 x500
    quote    AAPL         97.87 97.89 x500                      bid filled 10 @ 97.89
    quote    AAPL         99.90 99.92 x500                      exit filled 100 @ 99.90
  `,
  // 110 - 5 = 105 before; a quarter after: behind 27.50 by 1.25, so 26.25 and below sets it off.
  "a trailing stop follows the split, and no print of before sets it off": `
    quote    AAPL         99.98 100.00 x500
    buy      alice AAPL   100 market                            filled 100 @ 100.00
    sell     alice AAPL   100 trail 5 gtc as exit               exit working 100
    trade    AAPL         110.00 x100
    action   a1 split AAPL 4:1 ex 2026-11-23
    clock    2026-11-23 09:31                                   exit working 400
    quote    AAPL         26.98 27.00 x500
    trade    AAPL         26.26 x100
    trade    AAPL         26.25 x100                            exit triggered, working 400
    quote    AAPL         26.20 26.22 x500                      exit filled 400 @ 26.20
  `,
  "an order sent on the ex-date is not touched": `
    quote    AAPL         99.98 100.00 x500
    action   a1 split AAPL 2:1 ex 2026-11-23
    clock    2026-11-23 09:31
    quote    AAPL         49.98 50.00 x500
    buy      alice AAPL   100 limit 45 gtc as bid               bid working 100
    clock    2026-11-24 09:31
    apply    alice
  `,
  "an order follows a rename": `
    quote    FB           99.98 100.00 x500
    buy      alice FB     10 market                             filled 10 @ 100.00
    buy      alice FB     10 limit 95 gtc as bid                bid working 10
    action   a1 rename FB META ex 2026-11-23
    clock    2026-11-23 09:31                                   bid working 10
    apply    alice
    quote    META         94.98 95.00 x500                      bid filled 10 @ 95.00
    position alice FB     flat
    position alice META   20 @ 97.50
  `,
  "a fact that contradicts itself stops trading in its symbol until it is put right": `
    quote    AAPL         99.98 100.00 x500
    buy      alice AAPL   100 market                            filled 100 @ 100.00
    sell     alice AAPL   100 limit 110 gtc as exit             exit working 100
    action   a1 split AAPL 1:2 ex 2026-11-23
    clock    2026-11-23 09:31
    apply    alice
    quote    AAPL         55.00 55.02 x500
    quote    AAPL         120.00 120.02 x500
    action   a1 split AAPL 2:1 ex 2026-11-23
    quote    AAPL         55.00 55.02 x500                      exit filled 200 @ 55.00
    position alice AAPL   flat
  `,
  "a fact told after the symbol has traded without it is recorded and not applied": `
    quote    AAPL         99.98 100.00 x500
    buy      alice AAPL   100 market                            filled 100 @ 100.00
    clock    2026-11-23 10:00
    quote    AAPL         49.98 50.00 x500
    buy      alice AAPL   100 market                            filled 100 @ 50.00
    action   a1 split AAPL 2:1 ex 2026-11-23
    apply    alice        a1 held: late
    apply    alice
    position alice AAPL   200 @ 75.00
    sell     alice AAPL   200 market                            filled 200 @ 49.98
  `,
};

test.each(Object.entries(STORIES))("%s", (_, story) => {
  const { expected, actual } = play(story);
  expect(actual).toEqual(expected);
});

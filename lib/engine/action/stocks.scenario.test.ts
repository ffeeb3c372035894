import { expect, test } from "vitest";
import { play } from "../testing/scenario";

/** Stories begin on Friday 2026-11-20 at 10:00; the next trading day is Monday 2026-11-23. */
const STORIES: { readonly [promise: string]: string } = {
  // 100 x 100.01 = 10,001 paid; 10,001 / 200 = 50.005.
  "a 2:1 split doubles the shares and carries their cost, once": `
    quote    AAPL         99.99 100.01 x500
    buy      alice AAPL   100 market                            filled 100 @ 100.01
    action   a1 split AAPL 2:1 ex 2026-11-23
    apply    alice
    clock    2026-11-23 09:31
    apply    alice        100 AAPL → 200 AAPL
    apply    alice
    position alice AAPL   200 @ 50.005
    cash     alice        89999.00 of 100000.00
  `,
  // 101 x 3 / 2 = 151.5; the half's cost is 101 x 60 x 0.5 / 151.5 = 20, what it is paid at 40.
  "a 3:2 split pays the half share in cash": `
    quote    AAPL         59.98 60.00 x500
    buy      alice AAPL   101 market                            filled 101 @ 60.00
    action   a1 split AAPL 3:2 ex 2026-11-23 fraction 40
    clock    2026-11-23 09:31
    apply    alice        101 AAPL → 151 AAPL + 20.00
    position alice AAPL   151 @ 40.00
    cash     alice        93960.00 of 100000.00
  `,
  // 105 / 10 = 10.5: half of the middle 100.00; its cost is 1,050 x 0.5 / 10.5 = 50.
  "a fraction without a stated price waits for the first quote of the ex-date": `
    quote    AAPL         9.98 10.00 x500
    buy      alice AAPL   105 market                            filled 105 @ 10.00
    action   a1 reverse AAPL 1:10 ex 2026-11-23
    clock    2026-11-23 09:31
    apply    alice        a1 held: no_price
    apply    alice
    quote    AAPL         99.90 100.10 x500
    apply    alice        105 AAPL → 10 AAPL + 50.00
    position alice AAPL   10 @ 100.00
  `,
  "a stock dividend adds shares at no cost": `
    quote    AAPL         104.98 105.00 x500
    buy      alice AAPL   100 market                            filled 100 @ 105.00
    action   a1 stock-dividend AAPL 5:100 ex 2026-11-23 pay 2026-12-01
    clock    2026-11-23 09:31
    apply    alice        100 AAPL → 105 AAPL
    position alice AAPL   105 @ 100.00
    cash     alice        89500.00 of 100000.00
  `,
  "a dividend is owed from the ex-date and paid on its day, to who held at the close before": `
    quote    AAPL         99.99 100.00 x500
    buy      alice AAPL   100 market                            filled 100 @ 100.00
    action   a1 dividend AAPL 0.50 ex 2026-11-23 pay 2026-12-01
    clock    2026-11-20 15:59
    apply    alice
    clock    2026-11-23 09:31
    apply    alice        AAPL owes 50.00
    cash     alice        90000.00 of 100000.00
    quote    AAPL         99.50 99.52 x500
    sell     alice AAPL   100 market                            filled 100 @ 99.50
    clock    2026-11-30 10:00
    apply    alice
    clock    2026-12-01 10:00
    apply    alice        AAPL pays 50.00
    cash     alice        100000.00 of 100000.00
  `,
  "who buys on the ex-date gets neither the dividend nor the split": `
    action   a1 dividend AAPL 0.50 ex 2026-11-23 pay 2026-12-01
    action   a2 split AAPL 2:1 ex 2026-11-23
    clock    2026-11-23 09:31
    quote    AAPL         49.99 50.00 x500
    buy      alice AAPL   100 market                            filled 100 @ 50.00
    clock    2026-12-02 09:31
    apply    alice
    position alice AAPL   100 @ 50.00
    cash     alice        95000.00 of 100000.00
  `,
  "an overnight trade of the evening before belongs to the ex-date": `
    quote    AAPL         99.99 100.00 x500
    buy      alice AAPL   100 market                            filled 100 @ 100.00
    action   a1 split AAPL 2:1 ex 2026-11-24
    clock    2026-11-23 19:59
    apply    alice
    clock    2026-11-23 20:00
    apply    alice        100 AAPL → 200 AAPL
  `,
  // The dividend is on the 100 shares of before: 50, not 100.
  "two actions of one day go by their ids": `
    quote    AAPL         99.99 100.00 x500
    buy      alice AAPL   100 market                            filled 100 @ 100.00
    action   b-split split AAPL 2:1 ex 2026-11-23
    action   a-dividend dividend AAPL 0.50 ex 2026-11-23 pay 2026-12-01
    clock    2026-11-23 09:31
    apply    alice        AAPL owes 50.00; 100 AAPL → 200 AAPL
  `,
  "a dividend before a split is on the shares of before, whenever both are told": `
    quote    AAPL         99.99 100.00 x500
    buy      alice AAPL   100 market                            filled 100 @ 100.00
    action   a1 split AAPL 2:1 ex 2026-11-24
    action   a2 dividend AAPL 0.50 ex 2026-11-23 pay 2026-12-01
    clock    2026-11-25 09:31
    apply    alice        AAPL owes 50.00; 100 AAPL → 200 AAPL
  `,
  // 30 of 100 is a quarter and more: ex on the day after payment, so cash comes with the ex-date.
  "a distribution of 25% goes ex after it is paid": `
    quote    AAPL         99.99 100.00 x500
    buy      alice AAPL   100 market                            filled 100 @ 100.00
    action   a1 dividend AAPL 30 record 2026-11-20 pay 2026-11-24 close 100 special
    clock    2026-11-24 15:59
    apply    alice
    clock    2026-11-25 09:31
    apply    alice        AAPL owes 3000.00; AAPL pays 3000.00
    cash     alice        93000.00 of 100000.00
  `,
  // A fifth of the cost goes: 2,000 on 33.33 shares, of which the third of a share takes 20.
  "a spin-off delivers shares, and cash for a fraction alone": `
    quote    AAPL         99.99 100.00 x500
    buy      alice AAPL   100 market                            filled 100 @ 100.00
    action   a1 spin-off AAPL NEW 1:3 ex 2026-11-23 cost 0.2 fraction 60
    clock    2026-11-23 09:31
    apply    alice        100 AAPL → 100 AAPL + 33 NEW + 20.00
    position alice AAPL   100 @ 80.00
    position alice NEW    33 @ 60.00
    cash     alice        90020.00 of 100000.00
  `,
  // For 5 x 100.00 kept, 1 x 25.00 is got: 25 of 525 of 10,500 are 500, at the middles of the ex-date.
  "cost follows value when the company has not said how": `
    quote    AAPL         104.99 105.00 x500
    buy      alice AAPL   100 market                            filled 100 @ 105.00
    action   a1 spin-off AAPL NEW 1:5 ex 2026-11-23
    clock    2026-11-23 09:31
    apply    alice        a1 held: no_price
    quote    AAPL         99.90 100.10 x500
    apply    alice
    quote    NEW          24.90 25.10 x500
    apply    alice        100 AAPL → 100 AAPL + 20 NEW
    position alice AAPL   100 @ 100.00
    position alice NEW    20 @ 25.00
  `,
  "a merger for stock carries the cost": `
    quote    AAPL         39.99 40.00 x500
    buy      alice AAPL   100 market                            filled 100 @ 40.00
    action   a1 merger AAPL ACQ 1:2 ex 2026-11-23
    clock    2026-11-23 09:31
    apply    alice        100 AAPL → 50 ACQ
    position alice AAPL   flat
    position alice ACQ    50 @ 80.00
    cash     alice        96000.00 of 100000.00
  `,
  // 1,000 of cash returns cost first: 4,000 - 1,000 = 3,000 on 50 shares.
  "cash beside the stock of a merger returns cost first": `
    quote    AAPL         39.99 40.00 x500
    buy      alice AAPL   100 market                            filled 100 @ 40.00
    action   a1 merger AAPL ACQ 1:2 cash 10 ex 2026-11-23
    clock    2026-11-23 09:31
    apply    alice        100 AAPL → 50 ACQ + 1000.00
    position alice ACQ    50 @ 60.00
  `,
  "a merger for cash pays and is over": `
    quote    AAPL         39.99 40.00 x500
    buy      alice AAPL   100 market                            filled 100 @ 40.00
    action   a1 merger AAPL cash 55 ex 2026-11-23
    clock    2026-11-23 09:31
    apply    alice        100 AAPL → 5500.00
    cash     alice        101500.00 of 100000.00
  `,
  "what is delisted keeps its last price until it is resolved, at nothing if nothing is paid": `
    quote    AAPL         0.98 1.00 x500
    buy      alice AAPL   100 market                            filled 100 @ 1.00
    buy      alice AAPL   50 limit 0.50 gtc as hope             hope working 50
    action   a1 delisting AAPL ex 2026-11-23 pay 2026-12-15 close 0.90
    clock    2026-11-23 09:31                                   hope canceled 50
    apply    alice
    position alice AAPL   100 @ 1.00
    clock    2026-12-15 09:31
    apply    alice        100 AAPL → 0.00
    cash     alice        99900.00 of 100000.00
  `,
};

test.each(Object.entries(STORIES))("%s", (_, story) => {
  const { expected, actual } = play(story);
  expect(actual).toEqual(expected);
});

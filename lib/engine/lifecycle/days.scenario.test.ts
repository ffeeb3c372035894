/** The days of an account: loans, closes, and a new start. */
import { expect, test } from "vitest";
import { play } from "../testing/scenario";

const STORIES: { readonly [promise: string]: string } = {
  // Paid 150 x 100 = 15,000 from 10,000 on Thursday: owed from Friday on. 5,000 x 7.2% / 360 x 3 = 3.
  "a loan costs from the day it settles until the next business day": `
    account   alice margin 10_000
    clock     2026-11-19 10:00
    quote     AAPL         99.90 100.00 x500
    buy       alice AAPL 150 market                filled 150 @ 100.00
    clock     2026-11-19 16:20
    interest  alice 2026-11-19 720 0
    clock     2026-11-20 16:20
    interest  alice 2026-11-20 720 0               3 days -3.00
    interest  alice 2026-11-20 720 0
    cash      alice                                -5_000.00 of 10_000.00
  `,
  "interest is posted with the last business day of its month": `
    account   alice margin 10_000
    clock     2026-11-25 10:00
    quote     AAPL         99.90 100.00 x500
    buy       alice AAPL 150 market                filled 150 @ 100.00
    clock     2026-11-27 13:20
    interest  alice 2026-11-27 720 0               3 days -3.00
    clock     2026-11-30 16:20
    interest  alice 2026-11-30 720 0               1 days -1.00; posted -4.00
    cash      alice                                -5_004.00 of 10_000.00
  `,
  // 10,000 - 1,000 + 10 x 101 = 10,010 on Friday; 10 x 99 on Monday.
  "a day is what it was worth at its close": `
    account   alice margin 10_000
    quote     AAPL         99.90 100.00 x500
    buy       alice AAPL 10 market                 filled 10 @ 100.00
    clock     2026-11-20 16:19
    snapshot  alice 2026-11-20 AAPL 101
    clock     2026-11-20 16:20
    snapshot  alice 2026-11-20                     refused no_settlement_price
    snapshot  alice 2026-11-20 AAPL 101            equity 10_010.00 day 10.00
    snapshot  alice 2026-11-20 AAPL 105
    clock     2026-11-23 16:20
    snapshot  alice 2026-11-23 AAPL 99             equity 9_990.00 day -20.00
  `,
  "a reset ends the epoch with its orders and starts with nothing but its balance": `
    account   alice margin 10_000
    quote     AAPL         99.90 100.00 x500
    buy       alice AAPL 10 market                 filled 10 @ 100.00
    buy       alice AAPL 10 limit 90 as dip        dip working 10
    reset     alice cash 25_000                    epoch 1 ended at 9_000.00 after 1 fills; dip canceled 10
    position  alice AAPL                           flat
    cash      alice                                25_000.00 of 25_000.00
    power     alice                                25_000.00
    quote     AAPL         89.00 89.10 x500
    reset     alice margin 5_000                   epoch 2 ended at 25_000.00 after 0 fills
  `,
};

test.each(Object.entries(STORIES))("%s", (_, story) => {
  const { expected, actual } = play(story);
  expect(actual).toEqual(expected);
});

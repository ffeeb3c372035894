/** A holder's word, the last half hour, and the evening's lottery. */
import { expect, test } from "vitest";
import { play } from "../testing/scenario";

const STORIES: { readonly [promise: string]: string } = {
  // 600 x 100 = 60,000 for the stock, of which half is lent: 50,000 - 500 - 60,000 + 30,500 > 0.
  "a holder exercises early, at once": `
    account   alice margin 50_000
    quote     SPY          609.98 610.02 x500
    quote     SPY-600C     4.90 5.00 x10
    buy       alice SPY-600C 1 market              filled 1 @ 5.00
    exercise  alice SPY-600C                       exercised 1 SPY-600C bought 100 SPY for 60000.00
    position  alice SPY                            100 @ 600.00
    cash      alice                                -10_500.00 of 50_000.00
  `,
  // The stock lends half of 61,000 = 30,500: excess falls from 9,500 to 9,500 - 60,000 + 30,500.
  "what the account cannot carry is not exercised": `
    account   alice margin 10_000
    quote     SPY          609.98 610.02 x500
    quote     SPY-600C     4.90 5.00 x10
    buy       alice SPY-600C 1 market              filled 1 @ 5.00
    exercise  alice SPY-600C                       refused exercise_not_carried 29500.00 of 9500.00
    position  alice SPY-600C                       1 @ 5.00
  `,
  "a cash account pays the strike in full or keeps the option": `
    account   alice cash 60_400
    quote     SPY          609.98 610.02 x500
    quote     SPY-600C     4.90 5.00 x10
    buy       alice SPY-600C 1 market              filled 1 @ 5.00
    exercise  alice SPY-600C                       refused exercise_not_carried 60000.00 of 59900.00
  `,
  "what covers a call of a cash account is not given away": `
    account   alice cash 100_000
    quote     SPY          599.98 600.02 x500
    quote     SPY-610C     5.00 5.05 x10
    quote     SPY-605P     8.00 8.10 x10
    buy       alice SPY 100 market                 filled 100 @ 600.02
    sell      alice SPY-610C 1 market              filled 1 @ 5.00
    buy       alice SPY-605P 1 market              filled 1 @ 8.10
    exercise  alice SPY-605P                       refused exercise_uncovers
    position  alice SPY                            100 @ 600.02
    buy       alice SPY-610C 1 market              filled 1 @ 5.05
    exercise  alice SPY-605P                       exercised 1 SPY-605P sold 100 SPY for 60500.00
  `,
  "a cash account delivers stock it has, never stock it has not": `
    account   alice cash 70_000
    quote     SPY          589.98 590.00 x500
    quote     SPY-600P     9.90 10.00 x10
    buy       alice SPY-600P 1 market              filled 1 @ 10.00
    exercise  alice SPY-600P                       refused exercise_undeliverable
    buy       alice SPY 100 market                 filled 100 @ 590.00
    exercise  alice SPY-600P                       exercised 1 SPY-600P sold 100 SPY for 60000.00
    cash      alice                                70_000.00 of 70_000.00
  `,
  "contracts that an order wants to sell are spoken for": `
    quote     SPY          609.98 610.02 x500
    quote     SPY-600C     4.90 5.00 x10
    buy       alice SPY-600C 3 market              filled 3 @ 5.00
    sell      alice SPY-600C 2 limit 20 as sale    sale working 2
    exercise  alice SPY-600C 2                     refused insufficient_qty 2 of 1
    exercise  alice SPY-600C                       exercised 1 SPY-600C bought 100 SPY for 60000.00
    exercise  alice SPY-600C                       refused insufficient_qty 0 of 0
  `,
  "exercise ends with the session, on the last day at 17:30": `
    clock     2026-12-17 10:00
    quote     SPY          609.98 610.02 x500
    quote     SPY-600C     4.90 5.00 x10
    buy       alice SPY-600C 2 market              filled 2 @ 5.00
    clock     2026-12-17 16:00
    exercise  alice SPY-600C 1                     refused exercise_window_closed
    clock     2026-12-18 17:29
    exercise  alice SPY-600C 1                     exercised 1 SPY-600C bought 100 SPY for 60000.00
    clock     2026-12-18 17:30
    exercise  alice SPY-600C 1                     refused exercise_window_closed
  `,
  "out of the money may be exercised by one who insists": `
    quote     SPY          589.98 590.02 x500
    quote     SPY-600C     0.90 1.00 x10
    buy       alice SPY-600C 1 market              filled 1 @ 1.00
    exercise  alice SPY-600C 1                     exercised 1 SPY-600C bought 100 SPY for 60000.00
  `,
  "only a long is exercised": `
    quote     SPY          589.98 590.02 x500
    quote     SPY-600P     9.90 10.00 x10
    sell      alice SPY-600P 1 market              filled 1 @ 9.90
    exercise  alice SPY-600P                       refused exercise_short
    exercise  alice SPY-590P                       refused option_position_not_found
  `,
  // 3,000 cannot buy 60,000 of stock, lent by half or not. Sold at 4.05, bought back at 0.15: 3.90.
  "before the close a spread that cannot be carried is closed whole": `
    account   alice margin 3_000
    clock     2026-12-18 10:00
    quote     SPY          600.98 601.00 x500
    quote     SPY-600C     4.90 5.00 x10
    quote     SPY-605C     2.05 2.10 x10
    spread    alice 2 2.95 debit +SPY-600C -SPY-605C    filled 2 @ 2.95 debit
    clock     2026-12-18 15:29
    quote     SPY          603.98 604.00 x500
    quote     SPY-600C     4.05 4.15 x10
    quote     SPY-605C     0.10 0.15 x10
    carry     alice 2026-12-18 SPY
    clock     2026-12-18 15:30
    carry     alice 2026-12-18 SPY                 filled 2 @ 3.90 credit
    position  alice SPY-600C                       flat
    position  alice SPY-605C                       flat
    carry     alice 2026-12-18 SPY
  `,
  // 1,500 - 410 paid; buying back takes 2,020 of the 1,090 left: -930, and what is left is a margin call's.
  "what must be closed is closed though the account could not afford it": `
    account   alice margin 1_500
    clock     2026-12-18 10:00
    quote     SPY          599.98 600.02 x500
    quote     SPY-600P     10.00 10.10 x10
    quote     SPY-600P@270115    14.00 14.10 x10
    spread    alice 1 4.10 debit +SPY-600P@270115 -SPY-600P    filled 1 @ 4.10 debit
    clock     2026-12-18 15:45
    quote     SPY          579.98 580.02 x500
    quote     SPY-600P     20.00 20.20 x10
    quote     SPY-600P@270115    22.00 22.20 x10
    carry     alice 2026-12-18 SPY                 filled 1 @ 20.20
    position  alice SPY-600P                       flat
    cash      alice                                -930.00 of 1_500.00
  `,
  "after the close nothing is closed any more": `
    account   alice margin 3_000
    clock     2026-12-18 10:00
    quote     SPY          603.98 604.00 x500
    quote     SPY-600C     4.90 5.00 x10
    buy       alice SPY-600C 1 market              filled 1 @ 5.00
    clock     2026-12-18 16:00
    carry     alice 2026-12-18 SPY
  `,
  // Excess 10,000 - 19,000 - 400 + 7,600 = -1,800; the exercise pays 5,000 for what lends 5,500.
  "an account in need may always exercise what helps it": `
    account   alice margin 10_000
    quote     AAPL         99.90 100.00 x500
    quote     XYZ-50C      3.90 4.00 x10
    quote     XYZ          53.98 54.02 x500
    buy       alice AAPL 190 market                filled 190 @ 100.00
    buy       alice XYZ-50C 1 market               filled 1 @ 4.00
    quote     AAPL         79.90 80.10 x500
    quote     XYZ          109.90 110.10 x500
    power     alice                                -1_800.00
    exercise  alice XYZ-50C                        exercised 1 XYZ-50C bought 100 XYZ for 5000.00
    power     alice                                -1_300.00
  `,
  "on its last evening a short is settled, not drawn": `
    options   alice always close
    clock     2026-12-18 10:00
    quote     SPY          499.98 500.02 x500
    quote     SPY-600P     100.00 100.10 x10
    sell      alice SPY-600P 1 market              filled 1 @ 100.00
    clock     2026-12-18 16:20
    evening   alice 2026-12-18 close SPY 500 option SPY-600P 99 99.95
    position  alice SPY-600P                       -1 @ 100.00
  `,
  "a spread that ends flat needs nothing and is left alone": `
    account   alice margin 3_000
    clock     2026-12-18 10:00
    quote     SPY          611.98 612.00 x500
    quote     SPY-600C     4.90 5.00 x10
    quote     SPY-605C     2.05 2.10 x10
    spread    alice 2 2.95 debit +SPY-600C -SPY-605C    filled 2 @ 2.95 debit
    clock     2026-12-18 15:30
    carry     alice 2026-12-18 SPY
    clock     2026-12-18 17:30
    expire    alice 2026-12-18 SPY 612             exercised 2 SPY-600C bought 200 SPY for 120000.00; assigned 2 SPY-605C sold 200 SPY for 121000.00
    cash      alice                                3_410.00 of 3_000.00
  `,
  "who chooses so takes the exercise and the margin call": `
    account   alice margin 3_000
    clock     2026-12-18 10:00
    quote     SPY          603.98 604.00 x500
    quote     SPY-600C     4.90 5.00 x10
    buy       alice SPY-600C 1 market              filled 1 @ 5.00
    options   alice never exercise
    clock     2026-12-18 15:30
    carry     alice 2026-12-18 SPY
    clock     2026-12-18 17:30
    expire    alice 2026-12-18 SPY 604             exercised 1 SPY-600C bought 100 SPY for 60000.00
    cash      alice                                -57_500.00 of 3_000.00
  `,
  "what nobody bids for stays out of the closing order, and orders in the way go": `
    account   alice margin 3_000
    clock     2026-12-18 10:00
    quote     SPY          600.98 601.00 x500
    quote     SPY-600C     4.90 5.00 x10
    quote     SPY-620C     0.10 0.15 x10
    buy       alice SPY-600C 1 market              filled 1 @ 5.00
    buy       alice SPY-620C 1 market              filled 1 @ 0.15
    sell      alice SPY-600C 1 limit 9 as greedy   greedy working 1
    clock     2026-12-18 15:45
    quote     SPY-620C     0 0.05 x10
    carry     alice 2026-12-18 SPY                 greedy canceled 1; filled 1 @ 4.90
    position  alice SPY-620C                       1 @ 0.15
  `,
  // Dividend 1.50, put 0.20, carry 600 x 5% x 28/365 = 2.30: the time value is more, nobody exercises.
  "a call keeps its time value through a small dividend": `
    quote     SPY          609.98 610.02 x500
    quote     SPY-600C     12.90 13.00 x10
    buy       alice SPY 100 market                 filled 100 @ 610.02
    sell      alice SPY-600C 1 market              filled 1 @ 12.90
    clock     2026-11-20 16:20
    evening   alice 2026-11-20 close SPY 610 option SPY-600P 0.15 0.20 dividend SPY 1.50 rate 500
    position  alice SPY                            100 @ 610.02
  `,
  // Rate 0: (1.50 - 0.20) / 0.75 > 1, so everyone does. Sold at the strike overnight.
  "the evening before the ex-date a call without time value is assigned overnight": `
    quote     SPY          609.98 610.02 x500
    quote     SPY-600C     12.90 13.00 x10
    buy       alice SPY 100 market                 filled 100 @ 610.02
    sell      alice SPY-600C 1 market              filled 1 @ 12.90
    clock     2026-11-20 15:59
    evening   alice 2026-11-20 close SPY 610 option SPY-600P 0.15 0.20 dividend SPY 1.50
    clock     2026-11-20 16:20
    evening   alice 2026-11-20 option SPY-600P 0.15 0.20 dividend SPY 1.50    refused no_settlement_price
    evening   alice 2026-11-20 close SPY 610 option SPY-600P 0.15 0.20 dividend SPY 1.50    assigned 1 SPY-600C overnight ex_dividend sold 100 SPY for 60000.00
    evening   alice 2026-11-20 close SPY 610 option SPY-600P 0.15 0.20 dividend SPY 1.50
  `,
  // Carry 600 x 5% x 28/365 = 2.30 against a call at 0.01: certain.
  "a put so deep that its strike earns more as cash is assigned": `
    quote     SPY          499.98 500.02 x500
    quote     SPY-600P     100.00 100.10 x10
    sell      alice SPY-600P 1 market              filled 1 @ 100.00
    clock     2026-11-20 16:20
    evening   alice 2026-11-20 close SPY 500 option SPY-600C 0 0.01 rate 500    assigned 1 SPY-600P overnight deep_put bought 100 SPY for 60000.00
  `,
  "an order to buy an assigned short back has nothing left to close": `
    quote     SPY          499.98 500.02 x500
    quote     SPY-600P     100.00 100.10 x10
    sell      alice SPY-600P 1 market              filled 1 @ 100.00
    buy       alice SPY-600P 1 limit 90 gtc as back    back working 1
    clock     2026-11-20 16:20
    evening   alice 2026-11-20 close SPY 500 option SPY-600C 0 0.01 rate 500    assigned 1 SPY-600P overnight deep_put bought 100 SPY for 60000.00; back canceled 1
  `,
  // Worth 100 and bid at 99.90: a dime below parity is certain.
  "a bid below parity sends the option to its writer": `
    quote     SPY          499.98 500.02 x500
    quote     SPY-600P     100.00 100.10 x10
    sell      alice SPY-600P 1 market              filled 1 @ 100.00
    clock     2026-11-20 16:20
    evening   alice 2026-11-20 close SPY 500 option SPY-600P 99.90 99.95    assigned 1 SPY-600P overnight below_parity bought 100 SPY for 60000.00
  `,
  "who wants no early assignment has none": `
    quote     SPY          499.98 500.02 x500
    quote     SPY-600P     100.00 100.10 x10
    options   alice never close
    sell      alice SPY-600P 1 market              filled 1 @ 100.00
    clock     2026-11-20 16:20
    evening   alice 2026-11-20 close SPY 500 option SPY-600P 99.90 99.95
  `,
  // Two cents of ten below parity is a chance of one fifth; `always` makes it certain.
  "always assigns whatever has a chance": `
    quote     SPY          499.98 500.02 x500
    quote     SPY-600P     100.00 100.10 x10
    options   alice always close
    sell      alice SPY-600P 3 market              filled 3 @ 100.00
    clock     2026-11-20 16:20
    evening   alice 2026-11-20 close SPY 500 option SPY-600P 99.98 99.99    assigned 3 SPY-600P overnight below_parity bought 300 SPY for 180000.00
  `,
  "an index cannot be assigned early": `
    quote     XPM-600P     100.00 100.10 x10
    options   alice always close
    sell      alice XPM-600P 1 market              filled 1 @ 100.00
    clock     2026-11-20 16:20
    evening   alice 2026-11-20 close XPM 500 option XPM-600P 90 91
  `,
  // 10,000 settled; sold for 10,100 today; bought again with the proceeds.
  "a cash account does not sell what unsettled proceeds bought": `
    account   alice cash 10_000
    quote     AAPL         99.90 100.00 x500
    buy       alice AAPL 100 market                filled 100 @ 100.00
    quote     AAPL         101.00 101.10 x500
    sell      alice AAPL 100 market                filled 100 @ 101.00
    quote     MSFT         100.90 101.00 x500
    buy       alice MSFT 100 market                filled 100 @ 101.00
    sell      alice MSFT 100 market                refused good_faith
    clock     2026-11-23 10:00
    quote     MSFT         100.90 101.00 x500
    sell      alice MSFT 100 market                filled 100 @ 100.90
  `,
};

test.each(Object.entries(STORIES))("%s", (_, story) => {
  const { expected, actual } = play(story);
  expect(actual).toEqual(expected);
});

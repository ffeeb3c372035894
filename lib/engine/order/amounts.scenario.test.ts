/** What the simulator promises about dollars, parts of shares, short sales and orders that meet. */
import { expect, test } from "vitest";
import { play } from "../testing/scenario";

const STORIES: { readonly [promise: string]: string } = {
  // 100 / 10.01 = 9.990009990 and a bit.
  "dollars are turned into shares at the price of the fill": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    $100 market as dollars       dollars filled 9.99000999 @ 10.01
  `,
  // At 9.50: 95 / 9.50 = 10; the estimate at 9.60 was 9.895833333.
  "also when the price has moved since they were sent": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    $95 limit 9.60 as dollars    dollars working 9.895833333
    quote    AAPL          9.48 9.50 x500 gap           dollars filled 10 @ 9.50
    cash     alice                                      99_905.00 of 100_000.00
  `,
  "parts of shares are bought and sold": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    1.5 market                   filled 1.5 @ 10.01
    sell     alice AAPL    0.5 limit 9.99               filled 0.5 @ 9.99
    sell     alice AAPL    $9.99 market                 filled 1 @ 9.99
    position alice AAPL                                 flat
  `,
  "parts of shares are day orders, simple and never short": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    1.5 limit 9.00 gtc                    refused time_in_force_not_allowed
    buy      alice AAPL    $50 market profit 11.00 loss 9.00     refused fractional_not_simple
    buy      alice AAPL    1.5 trail 0.50                        refused type_not_allowed
    buy      alice AAPL    1.5 limit 9.00 extended               refused fractional_extended_hours
    sell     alice AAPL    1.5 market                            refused fractional_short
    buy      alice AAPL    $0.99 market                          refused notional_below_min
    buy      alice AAPL    0.05 market                           refused cost_below_min
    buy      alice SPY-600P $500 market                          refused option_notional
  `,
  "stock is sold short, and bought back, without crossing zero": `
    quote    AAPL          9.99 10.01 x500
    sell     alice AAPL    100 market                   filled 100 @ 9.99
    position alice AAPL                                 -100 @ 9.99
    buy      alice AAPL    150 limit 10.01              refused insufficient_qty 150 of 100
    buy      alice AAPL    100 market                   filled 100 @ 10.01
    position alice AAPL                                 flat
    buy      alice AAPL    50 market                    filled 50 @ 10.01
    sell     alice AAPL    80 market                    refused insufficient_qty 80 of 50
  `,
  "a small account and a cash account do not sell short": `
    account  pat cash 50_000
    account  tom margin 1_999
    account  sue margin 2_000
    quote    AAPL          9.99 10.01 x500
    sell     pat AAPL      10 limit 9.99                refused short_in_cash_account
    sell     tom AAPL      10 limit 9.99                refused short_below_min_equity
    sell     sue AAPL      10 limit 10.50 as short      short working 10
  `,
  "a purchase and a short sale do not wait side by side": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    10 limit 9.00 as dip         dip working 10
    sell     alice AAPL    10 limit 11.00               refused short_with_open_buy
    cancel   alice dip                                  dip canceled 10
    sell     alice AAPL    10 limit 11.00 as top        top working 10
    buy      alice AAPL    10 limit 9.00                refused buy_with_open_short
  `,
  "orders of one account may not meet each other": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market                   filled 100 @ 10.01
    sell     alice AAPL    10 limit 11.00 as top        top working 10
    buy      alice AAPL    10 limit 11.00               refused wash_trade
    buy      alice AAPL    10 limit 10.99 as below      below filled 10 @ 10.01
    buy      alice AAPL    10 market                    refused wash_trade
    buy      alice AAPL    10 stop 12.00                refused wash_trade
    sell     alice AAPL    10 limit 9.99 as same        same filled 10 @ 9.99
    cancel   alice top                                  top canceled 10
    sell     alice AAPL    10 stop 9.00 as guard        guard working 10
    buy      alice AAPL    10 limit 8.00                refused wash_trade
    buy      alice AAPL    10 trail 1.00 as trailing    trailing working 10
    buy      alice AAPL    10 limit 9.00 profit 12.00 loss 8.00 as set   set working 10; set.profit held 10; set.loss held 10
  `,
  // 187.24 − 2.00 = 185.24 a share, 18,524 for the unit.
  "a covered call is bought as one order": `
    quote    AAPL          187.20 187.24 x500
    quote    AAPL-190C     2.00 2.10 x20
    spread   alice 1 185.24 debit +100*AAPL -AAPL-190C    filled 1 @ 185.24 debit
    position alice AAPL                                   100 @ 187.24
    position alice AAPL-190C                              -1 @ 2.00
    cash     alice                                        81_476.00 of 100_000.00
  `,
  // 187.24 − 2.00 + 1.60 = 186.84.
  "and a collar, all legs or none": `
    quote    AAPL          187.20 187.24 x60
    quote    AAPL-190C     2.00 2.10 x20
    quote    AAPL-180P     1.50 1.60 x20
    spread   alice 1 187.00 debit +100*AAPL -AAPL-190C +AAPL-180P as collar    collar working 1
    quote    AAPL          187.20 187.24 x100             collar filled 1 @ 186.84 debit
  `,
  "shares beside contracts are as many as these deliver": `
    quote    AAPL          187.20 187.24 x500
    quote    AAPL-190C     2.00 2.10 x20
    spread   alice 1 185.24 debit +50*AAPL -AAPL-190C     refused stock_leg_ratio
    spread   alice 1 185.24 debit +100*MSFT -AAPL-190C    refused leg_underlying_mismatch
  `,
  "options close first, whatever the order says": `
    quote    SPY-600P      2.10 2.20 x50
    buy      alice SPY-600P 2 market                      filled 2 @ 2.20
    sell     alice SPY-600P 1 limit 2.10                  filled 1 @ 2.10
    sell     alice SPY-600P 2 limit 2.10                  refused insufficient_qty 2 of 1
    position alice SPY-600P                               1 @ 2.20
  `,
  "options take plain orders, day and gtc": `
    quote    SPY-600P      2.10 2.20 x50
    buy      alice SPY-600P 1 limit 2.00 ioc              refused option_time_in_force
    buy      alice SPY-600P 1 trail 0.50                  refused type_not_allowed
    buy      alice SPY-600P 1 limit 2.00 profit 3.00      refused option_class
    buy      alice SPY-600P 1.5 limit 2.00                refused qty_not_whole
  `,
};

test.each(Object.entries(STORIES))("%s", (_, story) => {
  const { expected, actual } = play(story);
  expect(actual).toEqual(expected);
});

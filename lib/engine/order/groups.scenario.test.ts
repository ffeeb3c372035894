/** What the simulator promises about orders that belong together, as stories. */
import { expect, test } from "vitest";
import { play } from "../testing/scenario";

const STORIES: { readonly [promise: string]: string } = {
  "exits wait for their entry and then close it, one of them": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 limit 10.00 profit 11.00 loss 9.50 as trade    trade working 100; trade.profit held 100; trade.loss held 100
    trade    AAPL          9.40 x100
    quote    AAPL          9.97 9.99 x500           trade filled 100 @ 10.00; trade.profit working 100; trade.loss held 100
    quote    AAPL          11.02 11.04 x500         trade.profit filled 100 @ 11.00; trade.loss canceled 100
    position alice AAPL                             flat
  `,
  "a stop-loss is held until it goes off, and then the profit is not waited for": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market profit 11.00 loss 9.50 as trade         trade filled 100 @ 10.01; trade.profit working 100; trade.loss held 100
    trade    AAPL          9.50 x100                trade.loss triggered, working 100
    quote    AAPL          9.45 9.47 x500           trade.loss filled 100 @ 9.45; trade.profit canceled 100
    position alice AAPL                             flat
  `,
  "a part of one exit shrinks the other in the same commit": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market profit 11.00 loss 9.50 as trade         trade filled 100 @ 10.01; trade.profit working 100; trade.loss held 100
    quote    AAPL          11.00 11.02 x30          trade.profit filled 30 @ 11.00, working 70; trade.loss held 70
    trade    AAPL          9.50 x100                trade.loss triggered, working 70
    quote    AAPL          9.45 9.47 x20            trade.loss filled 20 @ 9.45, working 50; trade.profit working 50
    quote    AAPL          9.44 9.46 x500           trade.loss filled 50 @ 9.44; trade.profit canceled 50
    position alice AAPL                             flat
  `,
  "an entry that filled in part releases nothing": `
    quote    AAPL          9.99 10.01 x40
    buy      alice AAPL    100 limit 10.01 profit 11.00 loss 9.50 as trade    trade filled 40 @ 10.01, working 60; trade.profit held 100; trade.loss held 100
    quote    AAPL          11.02 11.04 x500
    cancel   alice trade                            trade canceled 60; trade.profit canceled 100; trade.loss canceled 100
    position alice AAPL                             40 @ 10.01
  `,
  "canceling one exit cancels the group": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market profit 11.00 loss 9.50 as trade         trade filled 100 @ 10.01; trade.profit working 100; trade.loss held 100
    cancel   alice trade.loss                       trade.loss canceled 100; trade.profit canceled 100
    position alice AAPL                             100 @ 10.01
  `,
  "an entry that expires takes its exits along": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 limit 9.00 profit 11.00 loss 8.50 as trade     trade working 100; trade.profit held 100; trade.loss held 100
    clock    2026-11-20 16:00                       trade expired 100; trade.profit expired 100; trade.loss expired 100
  `,
  "exits of a position: one cancels the other": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market               filled 100 @ 10.01
    sell     alice AAPL    100 oco 11.00 9.50 as out    out working 100; out.loss held 100
    sell     alice AAPL    1 limit 12.00            refused insufficient_qty 1 of 0
    quote    AAPL          11.00 11.02 x500         out filled 100 @ 11.00; out.loss canceled 100
  `,
  "exits without a position are refused": `
    quote    AAPL          9.99 10.01 x500
    sell     alice AAPL    100 oco 11.00 9.50       refused exit_without_position
  `,
  "one exit is sent with its entry": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market loss 9.50 as trade    trade filled 100 @ 10.01; trade.loss held 100
    trade    AAPL          9.49 x100                trade.loss triggered, working 100
    quote    AAPL          9.45 9.47 x500           trade.loss filled 100 @ 9.45
  `,
  "a stop-loss may be a stop-limit": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market profit 11.00 loss 9.50 limit 9.40 as trade    trade filled 100 @ 10.01; trade.profit working 100; trade.loss held 100
    trade    AAPL          9.50 x100                trade.loss triggered, working 100
    quote    AAPL          9.30 9.32 x500
    quote    AAPL          9.42 9.44 x500           trade.loss filled 100 @ 9.40; trade.profit canceled 100
  `,
  "the exits of a short buy it back": `
    quote    AAPL          9.99 10.01 x500
    sell     alice AAPL    100 market profit 9.00 loss 10.50 as trade    trade filled 100 @ 9.99; trade.profit working 100; trade.loss held 100
    quote    AAPL          8.97 8.99 x500           trade.profit filled 100 @ 9.00; trade.loss canceled 100
    position alice AAPL                             flat
  `,
  "exits stand on the right sides of the entry and of each other": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 limit 10.00 profit 9.00 loss 9.50      refused take_profit_beyond_stop
    buy      alice AAPL    100 limit 10.00 profit 11.00 loss 10.00    refused stop_loss_beyond_base
    buy      alice AAPL    100 limit 10.00 profit 11.00 loss 9.99 as trade    trade working 100; trade.profit held 100; trade.loss held 100
  `,
  "the price of an entry is replaced, and its exits wait for the new one": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 limit 9.50 profit 11.00 loss 9.00 as trade    trade working 100; trade.profit held 100; trade.loss held 100
    replace  alice trade limit 8.90 as low          refused stop_loss_beyond_base
    replace  alice trade limit 9.60 as entry        trade replaced 100; entry working 100
    quote    AAPL          9.58 9.60 x500           entry filled 100 @ 9.60; trade.profit working 100; trade.loss held 100
    cancel   alice trade.profit                     trade.profit canceled 100; trade.loss canceled 100
  `,
  "the price of an exit is replaced, and its group stays": `
    quote    AAPL          9.99 10.01 x500
    buy      alice AAPL    100 market profit 11.00 loss 9.50 as trade         trade filled 100 @ 10.01; trade.profit working 100; trade.loss held 100
    replace  alice trade.loss stop 9.80 as tight    trade.loss replaced 100; tight held 100
    replace  alice trade.profit qty 50 as half      refused group_qty_not_replaceable
    replace  alice trade.profit limit 9.70 as low   refused take_profit_beyond_stop
    trade    AAPL          9.80 x100                tight triggered, working 100
    quote    AAPL          9.75 9.77 x500           tight filled 100 @ 9.75; trade.profit canceled 100
  `,
};

test.each(Object.entries(STORIES))("%s", (_, story) => {
  const { expected, actual } = play(story);
  expect(actual).toEqual(expected);
});

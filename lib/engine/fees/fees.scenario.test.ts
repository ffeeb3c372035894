/** What the simulator promises about fees, as stories. */
import { expect, test } from "vitest";
import { play } from "../testing/scenario";

const STORIES: { readonly [promise: string]: string } = {
  // 100 x 10.01 = 1,001.00, and 100 x 0.000003 of CAT.
  "a cash account needs the fees too, and may spend to the last micro": `
    account  amy cash 1_001 fees
    account  ann cash 1_001.0003 fees
    quote    AAPL          9.99 10.01 x500
    buy      amy AAPL      100 limit 10.01          refused insufficient_buying_power 1001.0003 of 1001.00
    buy      ann AAPL      100 limit 10.01          filled 100 @ 10.01
    cash     ann                                    0.00 of 1001.0003
  `,
  // SEC 420.00 x 20.60 / 1M = 0.008652; TAF 2 x 0.00329 = 0.00658; ORF 4 x 0.02685 = 0.1074;
  // OCC 4 x 0.025 = 0.10; CAT 400 x 0.000003 = 0.0012: 0.223832 of the 220.00 received.
  "a spread pays on every contract, and on the sale of the short leg": `
    account  ann margin 100_000 fees
    quote    SPY           601.00 601.02 x100
    quote    SPY-600P      2.10 2.20 x20
    quote    SPY-595P      0.90 1.00 x20
    spread   ann           2 1.00 credit -SPY-600P +SPY-595P   filled 2 @ 1.10 credit
    cash     ann                                    100_219.776168 of 100_000.00
  `,
  // Bought 187.24 x 100 and sold at 190.00: 276.00, less 0.0003, less SEC 19,000 x 20.60 / 1M = 0.3914,
  // TAF 0.0195 and CAT 0.0003.
  "an order that closes needs no buying power for its fees, but pays them": `
    account  ann cash 18_724.0003 fees
    quote    AAPL          187.20 187.24 x300
    buy      ann AAPL      100 limit 187.24         filled 100 @ 187.24
    power    ann                                    0.00
    quote    AAPL          190.00 190.05 x300
    sell     ann AAPL      100 market               filled 100 @ 190.00
    cash     ann                                    18_999.5888 of 18724.0003
  `,
  // 2,000 - (100 x 10.00 + 100 x 0.000003) = 999.9997, and the same when half of it has been paid.
  "a working order holds its fees until it fills": `
    account  ann cash 2_000 fees
    quote    AAPL          10.10 10.20 x100
    buy      ann AAPL      100 limit 10.00          working 100
    power    ann                                    999.9997
    quote    AAPL          9.90 10.00 x50           filled 50 @ 10.00, working 50
    power    ann                                    999.9997
    cash     ann                                    1_499.99985 of 2_000.00
  `,
};

test.each(Object.entries(STORIES))("%s", (_, story) => {
  const { expected, actual } = play(story);
  expect(actual).toEqual(expected);
});

/** What the simulator promises to a seller of options, as stories. */
import { expect, test } from "vitest";
import { play } from "../testing/scenario";

const STORIES: { readonly [promise: string]: string } = {
  // Credit 2.10 - 1.00 = 1.10 x 100 = 110 per spread; the requirement is the width, 5 x 100 = 500.
  "a put credit spread fills whole at the natural and holds its width": `
    quote       SPY           604.90 605.10 x500
    quote       SPY-600P      2.10 2.20 x20
    quote       SPY-595P      0.90 1.00 x20
    spread      pat 2 1.20 credit -SPY-600P +SPY-595P as ask      ask working 2
    power       pat                                               99_240.00
    quote       SPY-600P      2.20 2.30 x20                       ask filled 2 @ 1.20 credit
    position    pat SPY-600P                                      -2 @ 2.20
    position    pat SPY-595P                                      2 @ 1.00
    cash        pat                                               100_240.00 of 100_000.00
    requirement pat                                               credit_vertical 1_000.00
    power       pat                                               99_240.00
  `,
  "a spread fills in whole units, as many as its thinnest leg shows": `
    quote       SPY           604.90 605.10 x500
    quote       SPY-600P      2.10 2.20 x20
    quote       SPY-595P      0.90 1.00 x3
    spread      pat 5 market -SPY-600P +SPY-595P                  filled 3 @ 1.10 credit, working 2
    quote       SPY-595P      0.90 1.00 x1                        filled 1 @ 1.10 credit, working 1
    position    pat SPY-600P                                      -4 @ 2.10
    position    pat SPY-595P                                      4 @ 1.00
  `,
  // Credits 2.10 - 1.00 + 1.80 - 0.90 = 2.00; wings 5 and 10 wide, so 10 x 100 = 1,000 and not 1,500.
  "an iron condor holds its greater wing only": `
    quote       SPY           604.90 605.10 x500
    quote       SPY-600P      2.10 2.20 x20
    quote       SPY-595P      0.90 1.00 x20
    quote       SPY-610C      1.80 1.90 x20
    quote       SPY-620C      0.80 0.90 x20
    spread      pat 1 2.00 credit -SPY-600P +SPY-595P -SPY-610C +SPY-620C   filled 1 @ 2.00 credit
    cash        pat                                               100_200.00 of 100_000.00
    requirement pat                                               iron_condor 1_000.00
  `,
  "stock covers a call, and the same shares do not cover a second one": `
    account     pat cash 19_000
    quote       AAPL          187.20 187.24 x300
    quote       AAPL-190C     2.10 2.20 x20
    buy         pat AAPL      100 market                          filled 100 @ 187.24
    sell        pat AAPL-190C 1 limit 2.10                        filled 1 @ 2.10
    requirement pat                                               covered_call 0.00
    sell        pat AAPL-190C 1 limit 2.10                        refused insufficient_cover
    cash        pat                                               486.00 of 19_000.00
  `,
  "shares that cover a call of a cash account are not for sale": `
    account     pat cash 19_000
    quote       AAPL          187.20 187.24 x300
    quote       AAPL-190C     2.10 2.20 x20
    buy         pat AAPL      100 market                          filled 100 @ 187.24
    sell        pat AAPL-190C 1 market                            filled 1 @ 2.10
    sell        pat AAPL      100 market                          refused insufficient_cover
    buy         pat AAPL-190C 1 market                            filled 1 @ 2.20
    sell        pat AAPL      100 market                          filled 100 @ 187.20
  `,
  // 180 x 100 = 18,000 secured, of which the premium pays 210; closing it frees them.
  "a cash-secured put holds its strike in cash until it is closed": `
    account     pat cash 18_000
    quote       AAPL          187.20 187.24 x300
    quote       AAPL-180P     2.10 2.20 x20
    sell        pat AAPL-180P 1 limit 2.10                        filled 1 @ 2.10
    requirement pat                                               cash_secured_put 18_000.00
    power       pat                                               210.00
    sell        pat AAPL-180P 1 limit 2.10   refused insufficient_options_buying_power 17_790.00 of 210.00
    buy         pat AAPL-180P 1 market                            filled 1 @ 2.20
    cash        pat                                               17_990.00 of 18_000.00
    power       pat                                               17_990.00
  `,
  "a refusal names what the order needs and what there is": `
    account     pat cash 1_000
    quote       AAPL          187.20 187.24 x300
    quote       AAPL-180P     2.10 2.20 x20
    buy         pat AAPL      10 limit 187.24    refused insufficient_buying_power 1_872.40 of 1_000.00
    buy         pat AAPL-180P 5 limit 2.20       refused insufficient_options_buying_power 1_100.00 of 1_000.00
    sell        pat AAPL-180P 1 limit 2.10       refused insufficient_options_buying_power 17_790.00 of 1_000.00
    buy         pat AAPL      5 limit 187.24                      filled 5 @ 187.24
    sell        pat AAPL      6 limit 180.00                      refused insufficient_qty 6 of 5
  `,
  "a working order holds what it may need": `
    account     pat cash 1_000
    quote       AAPL          9.99 10.01 x300
    buy         pat AAPL      60 limit 9.00 as first              first working 60
    buy         pat AAPL      60 limit 9.00      refused insufficient_buying_power 540.00 of 460.00
    cancel      pat first                                         first canceled 60
    buy         pat AAPL      60 limit 9.00                       working 60
  `,
  // The exit would take the cover, and the hedge that would replace it may never fill.
  "a cash account may not count on a cover that a working order would sell": `
    account     pat cash 20_000
    quote       AAPL-190C     2.00 2.10 x20
    quote       AAPL-195C     1.00 1.10 x20
    quote       AAPL-180P     1.00 1.10 x20
    quote       AAPL-200C     0.40 0.50 x20
    buy         pat AAPL-190C 1 market                            filled 1 @ 2.10
    sell        pat AAPL-190C 1 limit 3.00 as exit                exit working 1
    spread      pat 1 1.00 debit +AAPL-195C +AAPL-180P as hedge   hedge working 1
    sell        pat AAPL-200C 1 limit 0.60                        refused insufficient_cover
    cancel      pat exit                                          exit canceled 1
    sell        pat AAPL-200C 1 limit 0.60                        working 1
  `,
  // Each spread alone takes 500 of width less 140: 360. Both make a condor, 500 less 280 = 220; the
  // worst is one of them alone. Without the first, the second takes its 360 itself.
  "working orders hold what the worst subset of them would take": `
    account     pat cash 10_000
    quote       SPY           604.90 605.10 x500
    quote       SPY-600P      2.10 2.20 x20
    quote       SPY-595P      0.90 1.00 x20
    quote       SPY-610C      1.80 1.90 x20
    quote       SPY-615C      0.80 0.90 x20
    spread      pat 1 1.40 credit -SPY-600P +SPY-595P as puts     puts working 1
    power       pat                                               9_640.00
    spread      pat 1 1.40 credit -SPY-610C +SPY-615C as calls    calls working 1
    power       pat                                               9_640.00
    cancel      pat puts                                          puts canceled 1
    power       pat                                               9_640.00
  `,
  // Accepted against 10.01 x 99 = 990.99; at 11.00 it would be 1,089.
  "a market order of a cash account is rejected when its price ran away": `
    account     pat cash 1_000
    quote       AAPL          9.99 10.01 x0
    buy         pat AAPL      99 market                           working 99
    quote       AAPL          10.99 11.00 x200                    rejected 99
    cash        pat                                               1_000.00 of 1_000.00
  `,
  "a cash account carries a call spread by its width, however cheap it would be naked": `
    account     pat cash 10_000
    quote       AAPL          187.20 187.24 x300
    quote       AAPL-190C     4.00 4.20 x20
    quote       AAPL-270C     0.01 0.02 x20
    spread      pat 1 market -AAPL-190C +AAPL-270C                filled 1 @ 3.98 credit
    requirement pat                                               credit_vertical 8_000.00
  `,
};

test.each(Object.entries(STORIES))("%s", (_, story) => {
  const { expected, actual } = play(story);
  expect(actual).toEqual(expected);
});

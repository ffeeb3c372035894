/** A cash account never owes and is never short, whatever its options bring. Amounts: strike x 100. */
import { expect, test } from "vitest";
import { play } from "../testing/scenario";

const STORIES: { readonly [promise: string]: string } = {
  // 100 received; the put is worth 600 - 597 = 3.00 a share: 10,000 + 100 - 300.
  "between its strikes a spread costs a cash account what its short is worth": `
    account   alice cash 10_000
    clock     2026-12-18 10:00
    quote     SPY-600P     2.00 2.05 x10
    quote     SPY-595P     0.95 1.00 x10
    spread    alice 1 1.00 credit -SPY-600P +SPY-595P   filled 1 @ 1.00 credit
    clock     2026-12-18 17:30
    expire    alice 2026-12-18 SPY 597             assigned 1 SPY-600P paid 300.00; expired 1 SPY-595P worthless
    position  alice SPY                            flat
    cash      alice                                9_800.00 of 10_000.00
  `,
  // Both in the money: 60,000 paid, 59,500 received; nothing needs cash instead.
  "a whole spread is delivered though neither leg alone could be": `
    account   alice cash 10_000
    clock     2026-12-18 10:00
    quote     SPY-600P     2.00 2.05 x10
    quote     SPY-595P     0.95 1.00 x10
    spread    alice 1 1.00 credit -SPY-600P +SPY-595P   filled 1 @ 1.00 credit
    clock     2026-12-18 17:30
    expire    alice 2026-12-18 SPY 580             assigned 1 SPY-600P bought 100 SPY for 60000.00; exercised 1 SPY-595P sold 100 SPY for 59500.00
    cash      alice                                9_600.00 of 10_000.00
  `,
  // 500 paid; worth 10.00 a share. The stock would cost 60,000.
  "a long call that its account cannot pay for brings its worth": `
    account   alice cash 10_000
    clock     2026-12-18 10:00
    quote     SPY-600C     4.90 5.00 x10
    buy       alice SPY-600C 1 market              filled 1 @ 5.00
    clock     2026-12-18 17:30
    expire    alice 2026-12-18 SPY 610             exercised 1 SPY-600C received 1000.00
    cash      alice                                10_500.00 of 10_000.00
  `,
  "the short of its spread is passed over in the evening": `
    account   alice cash 10_000
    quote     SPY          499.98 500.02 x500
    quote     SPY-600P     100.00 100.10 x10
    quote     SPY-595P     95.00 95.10 x10
    spread    alice 1 4.90 credit -SPY-600P +SPY-595P   filled 1 @ 4.90 credit
    clock     2026-11-20 16:20
    evening   alice 2026-11-20 close SPY 500 option SPY-600C 0 0.01 rate 500
  `,
  "a put that its cash secures is assigned": `
    account   alice cash 60_000
    quote     SPY          499.98 500.02 x500
    quote     SPY-600P     100.00 100.10 x10
    sell      alice SPY-600P 1 market              filled 1 @ 100.00
    clock     2026-11-20 16:20
    evening   alice 2026-11-20 close SPY 500 option SPY-600C 0 0.01 rate 500    assigned 1 SPY-600P overnight deep_put bought 100 SPY for 60000.00
  `,
  // 60,490 + 200 of cash, of which 10 a share secure the calls: 60,000 for the stock would leave 690.
  "an assignment may not take what secures another spread": `
    account   alice cash 60_000
    quote     SPY          499.98 500.02 x500
    quote     SPY-600P     100.00 100.10 x10
    quote     SPY-595P     95.00 95.10 x10
    quote     AAPL         499.98 500.02 x500
    quote     AAPL-500C    4.00 4.05 x10
    quote     AAPL-510C    1.95 2.00 x10
    spread    alice 1 4.90 credit -SPY-600P +SPY-595P   filled 1 @ 4.90 credit
    spread    alice 1 2.00 credit -AAPL-500C +AAPL-510C filled 1 @ 2.00 credit
    clock     2026-11-20 16:20
    evening   alice 2026-11-20 close SPY 500 close AAPL 500 option SPY-600C 0 0.01 rate 500
    cash      alice                                60_690.00 of 60_000.00
  `,
  // 60,700 of cash, of which 1,000 secure the calls of January: the stock would leave 700.
  "an expiry may not take what secures another spread": `
    account   alice cash 60_400
    clock     2026-12-18 10:00
    quote     SPY-600P         2.00 2.05 x10
    quote     SPY-595P         0.95 1.00 x10
    quote     AAPL-500C@270115 4.00 4.05 x10
    quote     AAPL-510C@270115 1.95 2.00 x10
    spread    alice 1 1.00 credit -SPY-600P +SPY-595P   filled 1 @ 1.00 credit
    spread    alice 1 2.00 credit -AAPL-500C@270115 +AAPL-510C@270115   filled 1 @ 2.00 credit
    clock     2026-12-18 17:30
    expire    alice 2026-12-18 SPY 597             assigned 1 SPY-600P paid 300.00; expired 1 SPY-595P worthless
    cash      alice                                60_400.00 of 60_400.00
  `,
  // The put sells the 100 shares that cover the call of January.
  "an expiry may not take what covers a call": `
    account   alice cash 70_000
    quote     SPY              600.00 600.00 x500
    quote     SPY-590P         1.00 1.00 x10
    quote     SPY-650C@270115  1.00 1.00 x10
    buy       alice SPY 100 market                 filled 100 @ 600.00
    buy       alice SPY-590P 1 market              filled 1 @ 1.00
    sell      alice SPY-650C@270115 1 market       filled 1 @ 1.00
    clock     2026-12-18 17:30
    expire    alice 2026-12-18 SPY 580             exercised 1 SPY-590P received 1000.00
    position  alice SPY                            100 @ 600.00
    cash      alice                                11_000.00 of 70_000.00
  `,
};

test.each(Object.entries(STORIES))("%s", (_, story) => {
  const { expected, actual } = play(story);
  expect(actual).toEqual(expected);
});

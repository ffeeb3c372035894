/** How options end: at expiry, by their holder's word, and overnight. Each amount is strike x 100. */
import { expect, test } from "vitest";
import { play } from "../testing/scenario";

const STORIES: { readonly [promise: string]: string } = {
  // 5.00 x 100 = 500 paid for the call, 600 x 100 = 60,000 for the stock: cash 100,000 - 60,500.
  "a long call a cent in the money is exercised by itself": `
    clock     2026-12-18 10:00
    quote     SPY-600C     4.90 5.00 x10
    buy       alice SPY-600C 1 market              filled 1 @ 5.00
    clock     2026-12-18 17:30
    expire    alice 2026-12-18 SPY 600.01          exercised 1 SPY-600C bought 100 SPY for 60000.00
    position  alice SPY                            100 @ 600.00
    position  alice SPY-600C                       flat
    cash      alice                                39_500.00 of 100_000.00
  `,
  "at the money is not in the money": `
    clock     2026-12-18 10:00
    quote     SPY-600C     4.90 5.00 x10
    buy       alice SPY-600C 1 market              filled 1 @ 5.00
    clock     2026-12-18 17:30
    expire    alice 2026-12-18 SPY 600.00          expired 1 SPY-600C worthless
    position  alice SPY                            flat
    cash      alice                                99_500.00 of 100_000.00
  `,
  "nothing settles before the last word may be spoken, and nothing twice": `
    clock     2026-12-18 10:00
    quote     SPY-600C     4.90 5.00 x10
    buy       alice SPY-600C 1 market              filled 1 @ 5.00
    clock     2026-12-18 17:29
    expire    alice 2026-12-18 SPY 610
    clock     2026-12-18 17:30
    expire    alice 2026-12-18 SPY 610             exercised 1 SPY-600C bought 100 SPY for 60000.00
    expire    alice 2026-12-18 SPY 610
    position  alice SPY                            100 @ 600.00
  `,
  // Credit 2 x 1.00 x 100 = 200 of 100,000; paid 2 x 500 of width: 99,200.
  "both legs of a spread settle together and lose its width": `
    clock     2026-12-18 10:00
    quote     SPY-600P     2.00 2.05 x10
    quote     SPY-595P     0.95 1.00 x10
    spread    alice 2 1.00 credit -SPY-600P +SPY-595P   filled 2 @ 1.00 credit
    clock     2026-12-18 17:30
    expire    alice 2026-12-18 SPY 580             assigned 2 SPY-600P bought 200 SPY for 120000.00; exercised 2 SPY-595P sold 200 SPY for 119000.00
    position  alice SPY                            flat
    cash      alice                                99_200.00 of 100_000.00
  `,
  "between its strikes only one leg of a spread settles": `
    clock     2026-12-18 10:00
    quote     SPY-600P     2.00 2.05 x10
    quote     SPY-595P     0.95 1.00 x10
    spread    alice 1 1.00 credit -SPY-600P +SPY-595P   filled 1 @ 1.00 credit
    clock     2026-12-18 17:30
    expire    alice 2026-12-18 SPY 597             assigned 1 SPY-600P bought 100 SPY for 60000.00; expired 1 SPY-595P worthless
    position  alice SPY                            100 @ 600.00
  `,
  "above its strikes a put spread keeps its credit": `
    clock     2026-12-18 10:00
    quote     SPY-600P     2.00 2.05 x10
    quote     SPY-595P     0.95 1.00 x10
    spread    alice 1 1.00 credit -SPY-600P +SPY-595P   filled 1 @ 1.00 credit
    clock     2026-12-18 17:30
    expire    alice 2026-12-18 SPY 601             expired 1 SPY-595P worthless; expired 1 SPY-600P worthless
    cash      alice                                100_100.00 of 100_000.00
  `,
  // 100 x 598 paid, 3.00 x 100 received, 600 x 100 received: 100,000 - 59,800 + 300 + 60,000.
  "a covered call is called away at its strike": `
    clock     2026-12-18 10:00
    quote     SPY          597.98 598.00 x500
    quote     SPY-600C     3.00 3.05 x10
    buy       alice SPY 100 market                 filled 100 @ 598.00
    sell      alice SPY-600C 1 market              filled 1 @ 3.00
    clock     2026-12-18 17:30
    expire    alice 2026-12-18 SPY 612             assigned 1 SPY-600C sold 100 SPY for 60000.00
    position  alice SPY                            flat
    cash      alice                                100_500.00 of 100_000.00
  `,
  // The stock costs the strike; the premium stays the option's own profit, as Alpaca books it.
  "an assigned put buys stock at the strike": `
    account   alice cash 70_000
    clock     2026-12-18 10:00
    quote     SPY-600P     2.00 2.05 x10
    sell      alice SPY-600P 1 market              filled 1 @ 2.00
    clock     2026-12-18 17:30
    expire    alice 2026-12-18 SPY 590             assigned 1 SPY-600P bought 100 SPY for 60000.00
    position  alice SPY                            100 @ 600.00
    cash      alice                                10_200.00 of 70_000.00
  `,
  "a put exercised at expiry sells the stock it protected, and its exit order ends": `
    clock     2026-12-18 10:00
    quote     SPY          599.98 600.00 x500
    quote     SPY-600P     1.95 2.00 x10
    buy       alice SPY 100 market                 filled 100 @ 600.00
    buy       alice SPY-600P 1 market              filled 1 @ 2.00
    sell      alice SPY 100 limit 620 gtc as exit  exit working 100
    clock     2026-12-18 17:30
    expire    alice 2026-12-18 SPY 580             exercised 1 SPY-600P sold 100 SPY for 60000.00; exit canceled 100
    position  alice SPY                            flat
  `,
  "who says do not exercise is not exercised": `
    clock     2026-12-18 10:00
    quote     SPY-600C     4.90 5.00 x10
    buy       alice SPY-600C 1 market              filled 1 @ 5.00
    clock     2026-12-18 17:29
    dne       alice SPY-600C                       noted
    dne       alice SPY-600C
    clock     2026-12-18 17:30
    expire    alice 2026-12-18 SPY 610             expired 1 SPY-600C do_not_exercise
    cash      alice                                99_500.00 of 100_000.00
  `,
  "it may be said on the last day until 17:30 and by the holder alone": `
    clock     2026-12-17 10:00
    quote     SPY-600C     4.90 5.00 x10
    quote     SPY-600P     4.90 5.00 x10
    buy       alice SPY-600C 1 market              filled 1 @ 5.00
    sell      alice SPY-600P 1 market              filled 1 @ 4.90
    dne       alice SPY-600C                       refused do_not_exercise_window
    clock     2026-12-18 17:30
    dne       alice SPY-600C                       refused do_not_exercise_window
    dne       alice SPY-600P                       refused exercise_short
    dne       alice SPY-590P                       refused option_position_not_found
  `,
  "without a close the expiry is held, on record once, and settles when it comes": `
    clock     2026-12-18 10:00
    quote     SPY-600C     4.90 5.00 x10
    buy       alice SPY-600C 1 market              filled 1 @ 5.00
    clock     2026-12-18 17:30
    expire    alice 2026-12-18                     held SPY261218C00600000 without SPY
    expire    alice 2026-12-18 QQQ 500
    position  alice SPY-600C                       1 @ 5.00
    clock     2026-12-21 10:00
    expire    alice 2026-12-18 SPY 610             exercised 1 SPY-600C bought 100 SPY for 60000.00
  `,
  // 612 - 600 = 12.00 x 100.
  "an index pays cash at the close": `
    clock     2026-12-18 10:00
    quote     XPM-600C     4.90 5.00 x10
    buy       alice XPM-600C 1 market              filled 1 @ 5.00
    clock     2026-12-18 16:00
    expire    alice 2026-12-18 XPM 612             exercised 1 XPM-600C received 1200.00
    cash      alice                                100_700.00 of 100_000.00
  `,
  // Width 5 x 100 = 500, credit 100: both by the opening print, whatever the index did later.
  "an AM-settled index goes by its opening print": `
    clock     2026-12-17 10:00
    quote     XAM-600P     2.00 2.05 x10
    quote     XAM-595P     0.95 1.00 x10
    spread    alice 1 1.00 credit -XAM-600P +XAM-595P   filled 1 @ 1.00 credit
    clock     2026-12-18 09:29
    expire    alice 2026-12-18 XAM/am 590
    clock     2026-12-18 09:30
    expire    alice 2026-12-18 XAM 610             held XAM261218P00595000 without XAM; held XAM261218P00600000 without XAM
    expire    alice 2026-12-18 XAM/am 590          exercised 1 XAM-595P received 500.00; assigned 1 XAM-600P paid 1000.00
    cash      alice                                99_600.00 of 100_000.00
  `,
  "an index option cannot be exercised or held back before its settlement": `
    clock     2026-12-18 10:00
    quote     XPM-600C     4.90 5.00 x10
    buy       alice XPM-600C 1 market              filled 1 @ 5.00
    dne       alice XPM-600C                       refused exercise_european
    exercise  alice XPM-600C                       refused exercise_european
  `,
};

test.each(Object.entries(STORIES))("%s", (_, story) => {
  const { expected, actual } = play(story);
  expect(actual).toEqual(expected);
});

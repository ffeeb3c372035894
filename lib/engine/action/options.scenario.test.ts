import { expect, test } from "vitest";
import { play } from "../testing/scenario";

/** Stories begin on Friday 2026-11-20 at 10:00; the next trading day is Monday 2026-11-23. */
const STORIES: { readonly [promise: string]: string } = {
  "a whole split makes more contracts of the same spread, and no strike runs into the next": `
    quote    XYZ          99.98 100.00 x500
    quote    XYZ-100C     4.98 5.00 x50
    quote    XYZ-50C      49.98 50.10 x50
    spread   alice        2 market +XYZ-100C -XYZ-50C           filled 2 @ 44.98 credit
    action   a1 split XYZ 2:1 ex 2026-11-23
    clock    2026-11-23 09:31
    apply    alice        -2 XYZ-50C → -4 XYZ-25C, 2 XYZ-100C → 4 XYZ-50C
    position alice XYZ-50C   4 @ 2.50
    position alice XYZ-25C   -4 @ 24.99
    cash     alice        108996.00 of 100000.00
  `,
  "a covered call of a 3:2 split stays covered: 150 shares for 150 shares": `
    quote    XYZ          59.98 60.00 x500
    quote    XYZ-60C      3.00 3.10 x50
    buy      alice XYZ    100 market                            filled 100 @ 60.00
    sell     alice XYZ-60C 1 market                             filled 1 @ 3.00
    action   a1 split XYZ 3:2 ex 2026-11-23
    clock    2026-11-23 09:31
    apply    alice        100 XYZ → 150 XYZ, -1 XYZ-60C → -1 XYZ1-60C
    position alice XYZ1-60C  -1 @ 3.00
  `,
  "a special dividend lowers the strike, and is owed to who holds the stock": `
    quote    XYZ          59.98 60.00 x500
    quote    XYZ-60C      3.00 3.10 x50
    buy      alice XYZ    100 market                            filled 100 @ 60.00
    sell     alice XYZ-60C 1 market                             filled 1 @ 3.00
    action   a1 dividend XYZ 5 ex 2026-11-23 pay 2026-11-30 special
    clock    2026-11-23 09:31
    apply    alice        XYZ owes 500.00; -1 XYZ-60C → -1 XYZ-55C
  `,
  "an ordinary dividend leaves options alone, and who holds only options gets nothing": `
    quote    XYZ          59.98 60.00 x500
    quote    XYZ-60C      2.90 3.00 x50
    buy      alice XYZ-60C 1 market                             filled 1 @ 3.00
    action   a1 dividend XYZ 0.50 ex 2026-11-23 pay 2026-11-30
    clock    2026-11-23 09:31
    apply    alice        a1 seen
    clock    2026-11-30 09:31
    apply    alice
    position alice XYZ-60C   1 @ 3.00
  `,
  "orders in series that are adjusted are canceled": `
    quote    XYZ          59.98 60.00 x500
    quote    XYZ-60C      2.90 3.00 x50
    buy      alice XYZ-60C 1 limit 2.00 gtc as bid              bid working 1
    action   a1 split XYZ 2:1 ex 2026-11-23
    clock    2026-11-23 09:31                                   bid canceled 1
  `,
  "options on a company bought for cash deliver cash and expire early": `
    quote    XYZ          59.98 60.00 x500
    quote    XYZ-60C@270618  7.90 8.00 x50
    buy      alice XYZ-60C@270618 1 market                      filled 1 @ 8.00
    action   a1 merger XYZ cash 75 ex 2026-11-23
    clock    2026-11-23 09:31
    apply    alice        1 XYZ-60C@270618 → 1 XYZ1-60C
    position alice XYZ1-60C  1 @ 8.00
  `,
  // 100,000 - 1,100 for the call - 50 x 100 at exercise; 5,000 / 150 = 33.333333 a share.
  "exercising an adjusted call pays strike x 100 and brings what it delivers": `
    quote    XYZ          59.98 60.00 x500
    quote    XYZ-50C      10.90 11.00 x50
    buy      alice XYZ-50C 1 market                             filled 1 @ 11.00
    action   a1 split XYZ 3:2 ex 2026-11-23
    clock    2026-11-23 10:00
    quote    XYZ          39.98 40.00 x500
    exercise alice XYZ1-50C  exercised 1 XYZ1-50C bought 150 XYZ for 5000.00
    position alice XYZ    150 @ 33.333333
    cash     alice        93900.00 of 100000.00
  `,
  // 75 x 100 in cash against 60 x 100: 1,500, without a price of anything.
  "a contract on nothing but cash is settled at its early expiry": `
    quote    XYZ          59.98 60.00 x500
    quote    XYZ-60C@270618  7.90 8.00 x50
    buy      alice XYZ-60C@270618 1 market                      filled 1 @ 8.00
    action   a1 merger XYZ cash 75 ex 2026-11-23
    clock    2026-12-18 18:00
    apply    alice        1 XYZ-60C@270618 → 1 XYZ1-60C
    expire   alice 2026-12-18  exercised 1 XYZ1-60C received 1500.00
    cash     alice        100700.00 of 100000.00
  `,
  // 49.00 is below the strike of 50, but 103 x 49.00 = 5,047 is more than 50 x 100; 5,000 / 103 = 48.543689.
  "whether an adjusted contract is in the money is asked of all it delivers": `
    quote    XYZ          49.98 50.00 x500
    quote    XYZ-50C      1.90 2.00 x50
    buy      alice XYZ-50C 1 market                             filled 1 @ 2.00
    action   a1 stock-dividend XYZ 3:100 ex 2026-11-23 pay 2026-12-01
    clock    2026-12-18 18:00
    apply    alice        1 XYZ-50C → 1 XYZ1-50C
    expire   alice 2026-12-18 XYZ 49.00  exercised 1 XYZ1-50C bought 103 XYZ for 5000.00
    position alice XYZ    103 @ 48.543689
  `,
  // 30.00 after the split is 60.00 before: 200 shares for 2 x 25 x 100.
  "nothing expires while an action that would change it is held": `
    quote    XYZ          49.98 50.00 x500
    quote    XYZ-50C      1.90 2.00 x50
    buy      alice XYZ-50C 1 market                             filled 1 @ 2.00
    action   a1 split XYZ 1:2 ex 2026-12-18
    clock    2026-12-18 18:00
    expire   alice 2026-12-18 XYZ 30.00  held XYZ261218C00050000 without XYZ
    action   a1 split XYZ 2:1 ex 2026-12-18
    expire   alice 2026-12-18 XYZ 30.00  exercised 2 XYZ-25C bought 200 XYZ for 5000.00
  `,
};

test.each(Object.entries(STORIES))("%s", (_, story) => {
  const { expected, actual } = play(story);
  expect(actual).toEqual(expected);
});

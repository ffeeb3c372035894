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
};

test.each(Object.entries(STORIES))("%s", (_, story) => {
  const { expected, actual } = play(story);
  expect(actual).toEqual(expected);
});

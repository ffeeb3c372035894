import { expect, test } from "vitest";
import { play } from "../testing/scenario";

/** Stories begin on Friday 2026-11-20; the next trading day is Monday 2026-11-23. */
const STORIES: { readonly [promise: string]: string } = {
  "a 2:1 split doubles the shares and carries their cost": `
    quote    AAPL         99.99 100.01 x500
    buy      alice AAPL   100 market                            filled 100 @ 100.01
    action   a1 split AAPL 2:1 ex 2026-11-23
    apply    alice
    clock    2026-11-23 09:31
    apply    alice        100 AAPL → 200 AAPL
    apply    alice
    position alice AAPL   200 @ 50.005
    cash     alice        89999.00 of 100000.00
  `,
};

test.each(Object.entries(STORIES))("%s", (_, story) => {
  const { expected, actual } = play(story);
  expect(actual).toEqual(expected);
});

/** Small covering problems whose best plan can be found by trying every one. */
import { describe, expect, test } from "vitest";
import { cheapestPlan, type LinearRow } from "./linear-program";

const atLeast = (bound: number, ...terms: number[]): LinearRow => ({
  ...{ terms: [...terms], bound },
  is: "at_least",
});
const atMost = (bound: number, ...terms: number[]): LinearRow => ({
  ...atLeast(bound, ...terms),
  is: "at_most",
});

function whole(costs: readonly number[], ...rows: readonly LinearRow[]) {
  return cheapestPlan({ costs, isWhole: costs.map(() => true), rows });
}

describe("the cheapest plan in whole numbers", () => {
  test("asks for nothing when nothing must be covered", () => {
    expect(whole([3, 5], atMost(4, 1, 1))).toEqual([0, 0]);
  });

  test("takes what each row asks for", () => {
    expect(whole([1, 1], atLeast(3, 1, 0), atLeast(2, 0, 1))).toEqual([3, 2]);
  });

  test("takes the cheaper of two covers, as far as there is of it", () => {
    expect(whole([1, 4], atLeast(5, 1, 1))).toEqual([5, 0]);
    expect(whole([1, 4], atLeast(5, 1, 1), atMost(2, 1, 0))).toEqual([2, 3]);
    expect(whole([4, 1], atLeast(5, 1, 1), atMost(2, 0, 1))).toEqual([3, 2]);
  });

  // 2x + 3y >= 7 at 3 and 5: (4, 0) costs 12, (2, 1) 11, (1, 2) 13, (0, 3) 15. In halves 3.5 x = 10.50.
  test("is not the rounded plan in fractions", () => {
    expect(whole([3, 5], atLeast(7, 2, 3))).toEqual([2, 1]);
  });

  // At a cost of at most 14 no plan has 4x + y + 2z of 11: two x and one z give 10. (3, 0, 0) costs 15.
  test("holds for three columns and three rows", () => {
    const rows = [atLeast(5, 2, 3, 1), atLeast(11, 4, 1, 2), atLeast(8, 3, 4, 2)];

    expect(whole([5, 4, 3], ...rows)).toEqual([3, 0, 0]);
  });

  // 3x + 5y + 7z >= 17 at 4, 6 and 9: 3y = 18 costs 18 with 15 only, so y = 2, z = 1 (17) costs 21;
  // x = 4, y = 1 (17) 22; y = 4 24; x = 1, z = 2 (17) 22; x = 1, y = 3 (18) 22.
  test("holds where several are near", () => {
    expect(whole([4, 6, 9], atLeast(17, 3, 5, 7))).toEqual([0, 2, 1]);
  });

  test("does not depend on the unit of cost", () => {
    expect(whole([3e9, 5e9], atLeast(7, 2, 3))).toEqual([2, 1]);
    expect(whole([0.003, 0.005], atLeast(7, 2, 3))).toEqual([2, 1]);
  });

  test("takes what costs nothing first", () => {
    expect(whole([0, 2], atLeast(3, 1, 1), atMost(2, 1, 0))).toEqual([2, 1]);
  });
});

test("a column that need not be whole is not rounded", () => {
  expect(cheapestPlan({ costs: [1], isWhole: [false], rows: [atLeast(7, 2)] })).toEqual([3.5]);
  // One whole x at 5 gives 2; the loss at 1 a unit makes up for the other 1.5.
  const rows = [atLeast(3.5, 2, 1), atMost(1, 1, 0)];
  expect(cheapestPlan({ costs: [1.5, 1], isWhole: [true, false], rows })).toEqual([1, 1.5]);
});

test("rows that cannot all be met have no plan", () => {
  expect(whole([1], atLeast(3, 1), atMost(2, 1))).toBeNull();
  expect(whole([1, 1], atLeast(3, 1, 1), atMost(1, 1, 0), atMost(1, 0, 1))).toBeNull();
  // 2x = 3 has an answer in fractions only.
  expect(whole([1], atLeast(3, 2), atMost(3, 2))).toBeNull();
});

import { expect, test } from "vitest";
import { addMonths } from "./add-months";

test.each([
  { from: "2026-11-20", months: 9, is: "2027-08-20" },
  { from: "2026-11-30", months: 3, is: "2027-02-28" },
  { from: "2027-05-31", months: 9, is: "2028-02-29" }, // a leap year
  { from: "2026-12-31", months: 1, is: "2027-01-31" },
  { from: "2026-03-31", months: 9, is: "2026-12-31" },
])("$from and $months months is $is", ({ from, months, is }) => {
  expect(addMonths(from, months)).toBe(is);
});

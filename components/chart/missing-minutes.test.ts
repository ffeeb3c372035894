import { expect, test } from "vitest";
import { missingBars } from "./missing-minutes";

test.each([
  ["1Min", 900, 15],
  ["5Min", 900, 3],
  ["15Min", 900, 1],
  ["1Hour", 900, 0],
  ["1Day", 900, 0],
  ["1Min", 0, 0],
])("of %s bars %i seconds behind, %i are missing", (timeframe, missingSeconds, bars) => {
  expect(missingBars(timeframe, missingSeconds)).toBe(bars);
});

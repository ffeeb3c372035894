import { expect, test } from "vitest";
import { HaltLine } from "./halt-line";

test("a halt and its end reach the delayed world in their order, when its clock does", () => {
  const told: string[] = [];
  const line = new HaltLine((symbol, halted) => told.push(`${symbol} ${halted}`));
  line.record("AAPL", true, 1_000);
  line.record("AAPL", false, 2_000);
  line.play(999);
  expect(told).toEqual([]);
  line.play(1_000);
  expect(told).toEqual(["AAPL true"]);
  line.play(3_000);
  line.play(4_000);
  expect(told).toEqual(["AAPL true", "AAPL false"]);
});

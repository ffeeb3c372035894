import { expect, test } from "vitest";
import { LaterLine } from "./later-line";

test("a halt and its end reach the delayed world in their order, when its clock does", () => {
  const told: string[] = [];
  const line = new LaterLine<string>((item) => told.push(item));
  line.record("AAPL halted", 1_000);
  line.record("AAPL trades", 2_000);
  line.play(999);
  expect(told).toEqual([]);
  line.play(1_000);
  expect(told).toEqual(["AAPL halted"]);
  line.play(3_000);
  line.play(4_000);
  expect(told).toEqual(["AAPL halted", "AAPL trades"]);
});

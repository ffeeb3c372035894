import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { inLanes } from "./in-lanes";

test("every item is worked on once, two parts at a time", async () => {
  const seen: number[] = [];
  let busy = 0;
  let busiest = 0;
  await inLanes([1, 2, 3, 4, 5, 6, 7], 2, async (part) => {
    busy += 1;
    busiest = Math.max(busiest, busy);
    await sleep(1);
    seen.push(...part);
    busy -= 1;
  });
  expect(seen.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(busiest).toBe(2);
});

test("after a failure nothing more is begun, and nothing is still under way when it is told", async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const work = async ([item = 0]: readonly number[]) => {
    begun.push(item);
    if (item === 1) throw new Error("away");
    await sleep(5);
    ended.push(item);
  };
  await expect(inLanes([1, 2, 3, 4], 1, work)).rejects.toThrow("away");
  expect(begun).toEqual([1, 2]);
  expect(ended).toEqual([2]);
});

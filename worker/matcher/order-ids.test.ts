import { expect, test } from "vitest";
import { OrderIds } from "./order-ids";

test("ids are found while they are in, gone when they are out, and read back as they were", () => {
  const ids = new OrderIds();
  const expected = new Map<string, number>();
  let random = 1;
  // A generator of Park and Miller: enough to put in and take out in no order, the same on each run.
  const next = (below: number) => {
    random = (random * 48_271) % 2_147_483_647;
    return random % below;
  };
  for (let round = 0; round < 20_000; round += 1) {
    const id = `0193e0b0-7${String(next(999)).padStart(3, "0")}-7abc-8def-00000000000${next(10)}`;
    const slot = expected.get(id);
    expect(ids.find(id)).toBe(slot ?? -1);
    if (slot === undefined) {
      expect(ids.insert(id, round)).toBe(true);
      expect(ids.insert(id, round + 1)).toBe(false);
      expected.set(id, round);
    } else {
      expect(ids.textOf(slot)).toBe(id);
      ids.delete(slot);
      expected.delete(id);
    }
  }
  expect(ids.size).toBe(expected.size);
  expect([...ids.slots()].sort((a, b) => a - b)).toEqual(
    [...expected.values()].sort((a, b) => a - b),
  );
});

test("what is not a UUID is a bug of the caller", () => {
  expect(() => new OrderIds().find("order-1")).toThrow("an order id is a UUID");
});

import { expect, test } from "vitest";
import { flushAll } from "./flush-order";

function connection(name: string, waiting: number, { held = false, told = [] as string[] } = {}) {
  const flush = () => {
    told.push(name);
    return !held;
  };
  return { waiting, flush };
}

test("who has much to be told is written to after everybody else, and who is held stays", () => {
  const told: string[] = [];
  const all = connection("all", 1_000, { told });
  const behind = connection("behind", 2_000, { told, held: true });
  const few = [connection("few", 10, { told }), connection("more", 256, { told })];
  const pushed = new Set([all, behind, ...few]);
  flushAll(pushed);
  expect(told).toEqual(["few", "more", "all", "behind"]);
  expect([...pushed]).toEqual([behind]);
});

/** The life of an order, alpaca-wire.md §1.15: what is terminal stays, what works may always end. */
import { expect, test } from "vitest";
import { isTerminal, type OrderStatus } from "./order";
import { moveStatus } from "./status";

const WORKING: readonly OrderStatus[] = ["accepted", "held", "new", "partially_filled"];
const ENDS: readonly OrderStatus[] = ["filled", "canceled", "expired", "replaced", "rejected"];

function may(from: OrderStatus, to: OrderStatus): boolean {
  try {
    return moveStatus(from, to) === to;
  } catch {
    return false;
  }
}

test("five statuses are terminal", () => {
  expect([...WORKING, ...ENDS].filter(isTerminal)).toEqual(ENDS);
});

test.each(ENDS)("nothing follows %s", (from) => {
  expect([...WORKING, ...ENDS].filter((to) => may(from, to))).toEqual([]);
});

test.each(WORKING)("%s may be canceled, expire, be replaced and be rejected", (from) => {
  expect(ENDS.slice(1).filter((to) => may(from, to))).toEqual(ENDS.slice(1));
});

test.each([
  { from: "accepted", to: "new", is: true },
  { from: "held", to: "new", is: true },
  { from: "held", to: "filled", is: false },
  { from: "held", to: "partially_filled", is: false },
  { from: "new", to: "accepted", is: false },
  { from: "new", to: "held", is: false },
  { from: "partially_filled", to: "partially_filled", is: true },
  { from: "partially_filled", to: "new", is: false },
] as const)("$from to $to: $is", ({ from, to, is }) => {
  expect(may(from, to)).toBe(is);
});

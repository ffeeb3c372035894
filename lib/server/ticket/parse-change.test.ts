import { expect, test } from "vitest";
import { dollars, quantity } from "@/lib/engine/testing/builders";
import { parseChange } from "./parse-change";

const SIMPLE = { orderClass: "simple" } as const;
const MLEG = { orderClass: "mleg" } as const;

test("only what is given changes", () => {
  expect(parseChange({ orderId: "1", limit: "9.5" }, SIMPLE)).toEqual({
    ok: true,
    value: { clientOrderId: null, limitMicros: dollars("9.5") },
  });
  expect(parseChange({ orderId: "1", qty: "3", stop: "8" }, SIMPLE)).toEqual({
    ok: true,
    value: { clientOrderId: null, qtyNanos: quantity("3"), stopMicros: dollars("8") },
  });
});

test("a net limit may be signed, a price may not", () => {
  const change = { orderId: "1", limit: "-1.2" };
  expect(parseChange(change, MLEG)).toMatchObject({ value: { limitMicros: dollars("-1.2") } });
  expect(parseChange(change, SIMPLE).ok).toBe(false);
});

test.each(["1e3", "NaN", "", " 1", "0x1"])("%j is no number", (text) => {
  expect(parseChange({ orderId: "1", qty: text }, SIMPLE).ok).toBe(false);
  expect(parseChange({ orderId: "1", limit: text }, SIMPLE).ok).toBe(false);
  expect(parseChange({ orderId: "1", stop: text }, SIMPLE).ok).toBe(false);
});

import { expect, test } from "vitest";
import { instrument, quantity, symbolOf } from "@/lib/engine/testing/builders";
import { closingLegs } from "./closing-legs";

function held(text: string) {
  return text.split(", ").map((item) => {
    const [qty = "", name = ""] = item.split(" ");
    const size = quantity(qty.replace(/^[+-]/, ""));
    return {
      instrument: instrument(name),
      qtyNanos: qty.startsWith("-") ? quantity(`-${qty.slice(1)}`) : size,
    };
  });
}

function text(closing: ReturnType<typeof closingLegs>): string {
  if (closing === null) return "impossible";
  const legs = closing.legs.map(({ symbol, side, ratio }) => `${side} ${ratio} ${symbol}`);
  return `${closing.qty} x ${legs.join(", ")}`;
}

const P600 = symbolOf("SPY-600P");
const P595 = symbolOf("SPY-595P");
const C60 = symbolOf("XYZ-60C");

// Opposite sides; the quantity is what the legs have in common.
test.each([
  ["+100 AAPL", "100 x sell 1 AAPL"],
  ["-30 AAPL", "30 x buy 1 AAPL"],
  ["+0.5 AAPL", "0.5 x sell 1 AAPL"],
  ["-3 SPY-600P, +3 SPY-595P", `3 x buy 1 ${P600}, sell 1 ${P595}`],
  ["-4 SPY-600P, +6 SPY-595P", `2 x buy 2 ${P600}, sell 3 ${P595}`],
  ["+200 XYZ, -2 XYZ-60C", `2 x sell 100 XYZ, buy 1 ${C60}`],
  ["+0.5 XYZ, -1 XYZ-60C", "impossible"],
  // 300 shares to a contract is more than an order's ratio may say.
  ["+300 XYZ, -1 XYZ-60C", "impossible"],
  ["+1 X-1C, +1 X-2C, +1 X-3C, +1 X-4C, +1 X-5C", "impossible"],
])("%s: %s", (holdings, expected) => {
  expect(text(closingLegs(held(holdings)))).toBe(expected);
});

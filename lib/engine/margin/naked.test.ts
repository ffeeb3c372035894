import { expect, test } from "vitest";
import { dollars, series } from "../testing/builders";
import { nakedPerShare, straddlePerShare } from "./naked";

// Source: Cboe Margin Manual, "Short Put or Call": 100% of the premium + 20% (15% broad based) of the
// underlying less the amount out of the money, at least premium + 10% of the underlying (call) or of
// the strike (put). Each row is worked in its comment, times 100.
test.each([
  // At the money: 2 + 0.20 x 100 = 22.
  { of: "XYZ-100C", underlying: "100", premium: "2", is: "2200" },
  { of: "XYZ-100P", underlying: "100", premium: "2", is: "2200" },
  // 10 out of the money: 1.50 + max(0.20 x 128.50 - 11.50, 12.85) = 1.50 + 14.20.
  { of: "XYZ-140C", underlying: "128.50", premium: "1.50", is: "1570" },
  // Far out: 0.10 + max(25.70 - 31.50, 12.85) = 12.95.
  { of: "XYZ-160C", underlying: "128.50", premium: "0.10", is: "1295" },
  // 1.50 + max(0.20 x 95 - 15, 0.10 x 80) = 1.50 + 8.
  { of: "XYZ-80P", underlying: "95", premium: "1.50", is: "950" },
  // 2 + max(0.20 x 95 - 5, 9) = 2 + 14.
  { of: "XYZ-90P", underlying: "95", premium: "2", is: "1600" },
  // In the money nothing is deducted: 12 + 0.20 x 110 = 34; 12 + 0.20 x 90 = 30.
  { of: "XYZ-100C", underlying: "110", premium: "12", is: "3400" },
  { of: "XYZ-100P", underlying: "90", premium: "12", is: "3000" },
  // Broad: 8 + max(0.15 x 600 - 10, 60) = 88; 3 + max(90 - 50, 0.10 x 550 = 55) = 58.
  { of: "SPX-610C", underlying: "600", premium: "8", broadIndex: true, is: "8800" },
  { of: "SPX-550P", underlying: "600", premium: "3", broadIndex: true, is: "5800" },
])(
  "$of at $underlying for $premium: $is",
  ({ of, underlying, premium, is, broadIndex = false }) => {
    const prices = { underlyingMicros: dollars(underlying), premiumMicros: dollars(premium) };

    const { requiredMicros } = nakedPerShare(series(of, { broadIndex }), prices);

    expect(requiredMicros * 100n).toBe(dollars(is));
  },
);

// Source: Cboe Margin Manual, "Short Put and Short Call": the greater of the two, and the premium of the other.
test.each([
  { put: ["22", "2"], call: ["17", "3"], is: "25" },
  { put: ["12", "1"], call: ["17", "3"], is: "18" },
  // Of equals either may be the greater: the lesser premium is added.
  { put: ["22", "2"], call: ["22", "3"], is: "24" },
  { put: ["22", "3"], call: ["22", "2"], is: "24" },
])("a put of $put and a call of $call take $is together", ({ put, call, is }) => {
  const short = ([required = "", premium = ""]: readonly string[]) => ({
    requiredMicros: dollars(required),
    premiumMicros: dollars(premium),
  });
  expect(straddlePerShare(short(put), short(call))).toBe(dollars(is));
});

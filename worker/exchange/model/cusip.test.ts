import { expect, test } from "vitest";
import { checkDigit, cusipOf } from "./cusip";
import { LISTINGS } from "./universe";

// As printed on certificates: Apple, Microsoft, Alphabet class A, Cisco.
test.each(["037833100", "594918104", "02079K305", "17275R102"])(
  "the check digit of %s is its last",
  (cusip) => {
    expect(String(checkDigit(cusip.slice(0, 8)))).toBe(cusip.slice(8));
  },
);

test("every listing has one of its own, out of the numbers left to users", () => {
  const all = [...LISTINGS.keys()].map(cusipOf);
  expect(new Set(all).size).toBe(all.length);
  for (const cusip of all) {
    expect(cusip).toMatch(/^99[0-9]{4}10[0-9]$/);
    expect(String(checkDigit(cusip.slice(0, 8)))).toBe(cusip.slice(8));
  }
});

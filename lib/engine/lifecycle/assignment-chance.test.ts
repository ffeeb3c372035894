import { expect, test } from "vitest";
import { dollars } from "../testing/builders";
import { type AssignmentFacts, assignmentChance, carryMicros } from "./assignment-chance";
import { drawPpm } from "./draw";

type Text = {
  readonly right: "call" | "put";
  readonly at: string;
  readonly twin?: string;
  readonly bid?: string;
  readonly dividend?: string;
  readonly rate?: number;
  readonly days?: number;
};

/** A strike of 100; money per share. */
function facts({
  right,
  at,
  twin,
  bid,
  dividend = "0",
  rate = 0,
  days = 30,
}: Text): AssignmentFacts {
  return {
    ...{ right, strikeMicros: dollars("100"), underlyingMicros: dollars(at) },
    twinMicros: twin === undefined ? null : dollars(twin),
    bidMicros: bid === undefined ? null : dollars(bid),
    ...{ dividendMicros: dollars(dividend), rateBps: rate, daysToExpiry: days },
  };
}

// 100 x 3.65% x 30/365 = 0.30.
test("the carry of a strike is simple interest until expiry", () => {
  expect(carryMicros(facts({ right: "call", at: "110", rate: 365 }))).toBe(dollars("0.3"));
});

test.each([
  // p = (dividend - put - carry) / (0.5 x dividend): (1.00 - 0.60 - 0.30) / 0.50 = 0.20.
  {
    right: "call",
    at: "110",
    twin: "0.60",
    dividend: "1",
    rate: 365,
    ppm: 200_000,
    because: "ex_dividend",
  },
  // (1.00 - 0.60) / 0.50 = 0.80 without carry.
  { right: "call", at: "110", twin: "0.60", dividend: "1", ppm: 800_000, because: "ex_dividend" },
  // At half the dividend and beyond it is certain.
  { right: "call", at: "110", twin: "0.50", dividend: "1", ppm: 1_000_000, because: "ex_dividend" },
  { right: "call", at: "110", twin: "0.01", dividend: "1", ppm: 1_000_000, because: "ex_dividend" },
  // The put costs as much as the dividend brings.
  { right: "call", at: "110", twin: "1", dividend: "1", ppm: 0 },
  { right: "call", at: "99", twin: "0.01", dividend: "1", ppm: 0 },
  { right: "put", at: "90", twin: "0.01", dividend: "1", ppm: 0 },
  // Without a put price the bid tells the time value: 10.40 - 10 = 0.40 of 1.00.
  { right: "call", at: "110", bid: "10.40", dividend: "1", ppm: 1_000_000, because: "ex_dividend" },
  { right: "call", at: "110", bid: "10.90", dividend: "1", ppm: 200_000, because: "ex_dividend" },
  // Carry 0.30 against a call of 0.21: 0.09 / 0.15 = 0.60.
  { right: "put", at: "80", twin: "0.21", rate: 365, ppm: 600_000, because: "deep_put" },
  { right: "put", at: "80", twin: "0.30", rate: 365, ppm: 0 },
  { right: "put", at: "101", twin: "0.01", rate: 365, ppm: 0 },
  // Worth 20, bid 19.97: 0.03 of a dime.
  { right: "put", at: "80", bid: "19.97", ppm: 300_000, because: "below_parity" },
  { right: "put", at: "80", bid: "20", ppm: 0 },
  { right: "call", at: "120", bid: "19.80", ppm: 1_000_000, because: "below_parity" },
  // The likeliest reason is the one that is told.
  {
    right: "call",
    at: "110",
    twin: "0.60",
    bid: "9.90",
    dividend: "1",
    ppm: 1_000_000,
    because: "below_parity",
  },
] as const)("a $right at $at: $ppm of a million", ({ ppm, ...rest }) => {
  const { because, ...text } = { because: undefined, ...rest };
  const chance = assignmentChance(facts(text));

  expect(chance?.chancePpm ?? 0).toBe(ppm);
  expect(chance?.reason).toBe(because);
});

test("draws are spread evenly and are the same for ever", () => {
  const draws = Array.from({ length: 20_000 }, (_, n) =>
    drawPpm(`account-1 1 2026-11-20 SPY ${n}`),
  );
  const below = (ppm: number) => draws.filter((draw) => draw < ppm).length / draws.length;

  expect(Math.abs(below(100_000) - 0.1)).toBeLessThan(0.01);
  expect(Math.abs(below(500_000) - 0.5)).toBeLessThan(0.015);
  expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...draws)).toBeLessThan(1_000_000);
  expect(drawPpm("same")).toBe(drawPpm("same"));
});

import { expect, test } from "vitest";
import type { Scenario, ScenarioLeg } from "./scenario";
import { scenarioOutcomes } from "./scenario-outcomes";

const MONTH_MS = 30 * 24 * 60 * 60 * 1_000;
const CALL: ScenarioLeg = {
  right: "call",
  style: "european",
  strike: 100,
  shares: -100,
  expiresAtMs: MONTH_MS,
  volatility: 0.2,
};
const AT_FIRST = { atMs: MONTH_MS, shift: 0 };

test("a calendar loses at most what it cost and is best at its strike", () => {
  const calendar: Scenario = {
    legs: [CALL, { ...CALL, shares: 100, expiresAtMs: 2 * MONTH_MS }],
    stock: 0,
    paid: 120,
    rate: 0,
  };
  const found = scenarioOutcomes(calendar, 100, AT_FIRST);
  expect(found.maxLoss).toBeCloseTo(120, 0);
  // Without interest a month at the money at 20% is worth 0.4 × σ√T of 100: 2.29, so 229 − 120.
  expect(found.maxProfit).toBeGreaterThan(107);
  expect(found.maxProfit).toBeLessThan(110);
  expect(found.breakevens).toHaveLength(2);
});

test("more sold calls than bought ones lose without end; more bought ones gain without end", () => {
  const sold: Scenario = { legs: [CALL], stock: 0, paid: -300, rate: 0 };
  expect(scenarioOutcomes(sold, 100, AT_FIRST)).toMatchObject({
    maxProfit: 300,
    maxLoss: "unlimited",
  });
  const covered = { ...sold, stock: 100, paid: 9_700 };
  // Called away at 100: 10,000 − 9,700; a worthless stock loses what was paid.
  expect(scenarioOutcomes(covered, 100, AT_FIRST)).toMatchObject({
    maxProfit: 300,
    maxLoss: 9_700,
  });
});

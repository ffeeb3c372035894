/**
 * Extremes and break-evens of a scenario at an instant, read off its curve: for what ends on two dates and so
 * has no outcome at one expiry. Good to what the curve is drawn with, and named a model's number where shown.
 */
import {
  crossings,
  curveOf,
  pricesAcross,
  type Scenario,
  type ScenarioAt,
  type ScenarioPoint,
} from "./scenario";

export interface ScenarioOutcomes {
  readonly maxProfit: number | "unlimited";
  readonly maxLoss: number | "unlimited";
  readonly breakevens: readonly number[];
  /** From a worthless stock to a doubled one. */
  readonly points: readonly ScenarioPoint[];
}

const STEPS = 240;
/** Dollars a share below which the end of a curve counts as flat. */
const FLAT = 0.5;

/** The outcomes at an instant; `spot` sets how far the curve reaches. */
export function scenarioOutcomes(
  scenario: Scenario,
  spot: number,
  at: ScenarioAt,
): ScenarioOutcomes {
  const across = pricesAcross(scenario, { low: spot * 0.2, high: spot * 2, steps: STEPS });
  const points = curveOf(scenario, [0, ...across], at);
  const profits = points.map(({ profit }) => profit);
  const slope = upwardShares(scenario);
  return {
    maxProfit: slope > FLAT ? "unlimited" : Math.max(...profits),
    maxLoss: slope < -FLAT ? "unlimited" : Math.max(0, -Math.min(...profits)),
    breakevens: crossings(points),
    points,
  };
}

/** Shares that the whole moves like far above every strike. */
function upwardShares({ legs, stock }: Scenario): number {
  return legs.reduce((sum, leg) => (leg.right === "call" ? sum + leg.shares : sum), stock);
}

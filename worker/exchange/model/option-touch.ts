/** How wide and how deep option quotes are: by liquidity, price, moneyness and time to expiry. */
import type { OptionInputs } from "../../../lib/engine/option/black-scholes";
import type { Liquidity } from "./universe";

export type OptionModel = {
  readonly inputs: OptionInputs;
  /** Dollars, unrounded. */
  readonly mid: number;
  /** Log distance from the forward in standard deviations, positive in the money. */
  readonly depth: number;
};

/** Dollars plus a share of the price. */
const SPREADS: Record<Liquidity, readonly [base: number, share: number]> = {
  1: [0.01, 0.0018],
  2: [0.01, 0.007],
  3: [0.02, 0.02],
  4: [0.04, 0.03],
};
const SIZES: Record<Liquidity, readonly [typical: number, least: number]> = {
  1: [90, 10],
  2: [50, 5],
  3: [18, 1],
  4: [8, 1],
};
const LONG_DATED_YEARS = 0.25;
const DEEP = 0.8;
const SIZE_SPAN = 2.2;

/** Tells the distance of ask and bid in whole cents, at least one. */
export function optionSpreadCents(input: { model: OptionModel; liquidity: Liquidity }): number {
  const { model, liquidity } = input;
  const [base, share] = SPREADS[liquidity];
  const long = 1 + 1.5 * Math.max(0, model.inputs.timeYears - LONG_DATED_YEARS);
  const deep = 1 + 0.8 * Math.min(4, Math.max(0, model.depth - DEEP));
  return Math.max(1, Math.round(100 * (base + share * model.mid) * long * deep));
}

/** Tells a displayed size in contracts from a 32-bit hash. */
export function optionSize(input: {
  model: OptionModel;
  liquidity: Liquidity;
  hash: number;
}): number {
  const { model, liquidity, hash } = input;
  const [typical, least] = SIZES[liquidity];
  const spread = Math.exp(SIZE_SPAN * (hash / 4_294_967_296 - 0.5));
  return least + Math.floor((typical * spread) / (1 + 0.4 * model.depth ** 2));
}

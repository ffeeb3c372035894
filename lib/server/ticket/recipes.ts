/**
 * What the builder puts together for a strategy: which rights, sides and distances, in deltas as
 * traders choose them. A line each; the trader moves strikes and dates from there.
 */
import type { OptionRight } from "@/lib/engine/instrument/occ-symbol";
import type { StrategyId } from "@/lib/wire/raxx/strategies";

export interface RecipeLeg {
  readonly side: "buy" | "sell";
  readonly right: OptionRight;
  /** "money" for the strike nearest the stock, a delta without sign, a wing's distance beyond another leg, or its strike. */
  readonly pick: "money" | number | { readonly beyond: number } | { readonly strikeOf: number };
  /** At the later of two dates. */
  readonly later?: true;
}

export interface Recipe {
  readonly legs: readonly RecipeLeg[];
  /** A hundred shares are bought beside it, unless they are held. */
  readonly withShares?: true;
}

const INCOME_DELTA = 0.22;
const STRANGLE_DELTA = 0.2;

const sell = (right: OptionRight, pick: RecipeLeg["pick"]): RecipeLeg => ({
  side: "sell",
  right,
  pick,
});
const buy = (right: OptionRight, pick: RecipeLeg["pick"]): RecipeLeg => ({
  side: "buy",
  right,
  pick,
});

const COVERED_CALL: Recipe = { withShares: true, legs: [sell("call", INCOME_DELTA)] };
const SHORT_PUT: Recipe = { legs: [sell("put", INCOME_DELTA)] };

const RECIPES: { readonly [S in Exclude<StrategyId, "wheel">]: Recipe } = {
  covered_call: COVERED_CALL,
  cash_secured_put: SHORT_PUT,
  put_credit_spread: { legs: [sell("put", INCOME_DELTA), buy("put", { beyond: 0 })] },
  call_credit_spread: { legs: [sell("call", INCOME_DELTA), buy("call", { beyond: 0 })] },
  iron_condor: {
    legs: [
      sell("put", INCOME_DELTA),
      buy("put", { beyond: 0 }),
      sell("call", INCOME_DELTA),
      buy("call", { beyond: 2 }),
    ],
  },
  call_debit_spread: { legs: [buy("call", "money"), sell("call", { beyond: 0 })] },
  put_debit_spread: { legs: [buy("put", "money"), sell("put", { beyond: 0 })] },
  long_straddle: { legs: [buy("call", "money"), buy("put", "money")] },
  short_straddle: { legs: [sell("call", "money"), sell("put", "money")] },
  long_strangle: { legs: [buy("call", STRANGLE_DELTA), buy("put", STRANGLE_DELTA)] },
  short_strangle: { legs: [sell("call", STRANGLE_DELTA), sell("put", STRANGLE_DELTA)] },
  calendar: { legs: [sell("call", "money"), { ...buy("call", { strikeOf: 0 }), later: true }] },
  diagonal: { legs: [sell("call", 0.3), { ...buy("call", 0.6), later: true }] },
  collar: { withShares: true, legs: [buy("put", INCOME_DELTA), sell("call", INCOME_DELTA)] },
};

/** The recipe of a strategy; a wheel sells puts until it holds shares, and then calls on them. */
export function recipeOf(strategy: StrategyId, holdsShares: boolean): Recipe {
  if (strategy === "wheel") return holdsShares ? COVERED_CALL : SHORT_PUT;
  return RECIPES[strategy];
}

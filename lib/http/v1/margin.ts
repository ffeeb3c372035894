/** GET /v1/margin: every requirement taken apart, as the engine adds it up. */
import { formatDollars } from "@/lib/engine/decimal";
import type { RequirementLine } from "@/lib/engine/margin/requirement-line";
import { totalRequirement } from "@/lib/engine/margin/requirement-line";
import { readAccount } from "@/lib/server/accounts/read-account";
import { type Handler, ok } from "../call";

/** Answers the balances and the lines they are made of. */
export const getMargin: Handler = async ({ deps, caller }) => {
  const { state, balances } = await readAccount(deps, caller);
  const { requirement, stockRequirement, maintenance } = balances;
  return ok({
    simulated: true,
    account_id: state.id,
    policy: state.policy,
    multiplier: String(balances.multiplier),
    equity: formatDollars(balances.equityMicros),
    cash: formatDollars(balances.cashMicros),
    initial_margin: formatDollars(balances.initialMarginMicros),
    maintenance_margin: formatDollars(balances.maintenanceMarginMicros),
    held_for_orders: formatDollars(balances.reservedMicros),
    excess: formatDollars(balances.excessMicros),
    buying_power: formatDollars(balances.buyingPowerMicros),
    options_buying_power: formatDollars(balances.optionsBuyingPowerMicros),
    /** To be opened: what the options hold and what the stock holds. */
    options: sectionOf(requirement),
    stock: sectionOf(stockRequirement),
    /** To be kept: options and stock together where they stand beside each other. */
    maintenance: sectionOf(maintenance),
  });
};

function sectionOf(lines: readonly RequirementLine[]) {
  return { total: formatDollars(totalRequirement(lines)), requirements: lines.map(lineOf) };
}

function lineOf(line: RequirementLine) {
  const { underlying, strategy, legs, shares, worstPriceMicros, amountMicros, lentMicros } = line;
  return {
    underlying,
    strategy,
    legs: legs.map(({ symbol, contracts }) => ({ symbol, qty: String(contracts) })),
    shares: String(shares),
    worst_price: worstPriceMicros === null ? null : formatDollars(worstPriceMicros),
    amount: formatDollars(amountMicros),
    lent: formatDollars(lentMicros),
  };
}

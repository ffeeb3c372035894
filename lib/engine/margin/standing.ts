/** What an account is worth and what it must keep of it, whatever its orders hold. */
import type { AccountState } from "../account/account-state";
import type { MarketView } from "../market/quote";
import { type Micros, micros } from "../money";
import { netRequirement, type RequirementLine } from "./requirement-line";
import { maintenanceOf, stockLines } from "./requirement-of";
import { type Worth, worthOf } from "./worth";

export interface Standing {
  readonly cashMicros: Micros;
  readonly longValueMicros: Micros;
  readonly shortValueMicros: Micros;
  readonly equityMicros: Micros;
  readonly initialMarginMicros: Micros;
  readonly maintenanceMarginMicros: Micros;
  /** What the options require to be opened. */
  readonly requirement: readonly RequirementLine[];
  /** What the stock requires to be opened. */
  readonly stockRequirement: readonly RequirementLine[];
  /** What must be kept, options and stock together where they stand beside each other. */
  readonly maintenance: readonly RequirementLine[];
}

/** Computes the standing of an account. */
export function standingOf(
  state: AccountState,
  market: MarketView,
  worth: Worth = worthOf(state, market),
): Standing {
  const { stock, equityMicros, ownMicros, requirement } = worth;
  const stockRequirement = stockLines(stock, state, { market, basis: "initial", beside: [] });
  const maintenance = maintenanceOf(worth.held, state, { market, initial: requirement });
  const overInitial = ownMicros - netRequirement(requirement) - netRequirement(stockRequirement);
  const overMaintenance = ownMicros - netRequirement(maintenance);
  return {
    cashMicros: state.cashMicros,
    longValueMicros: worth.longValueMicros,
    shortValueMicros: worth.shortValueMicros,
    equityMicros,
    initialMarginMicros: micros(equityMicros - overInitial),
    maintenanceMarginMicros: micros(equityMicros - overMaintenance),
    ...{ requirement, stockRequirement, maintenance },
  };
}

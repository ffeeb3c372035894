/** Balances as screens show them: the engine's numbers, written out. */
import type { AccountState } from "@/lib/engine/account/account-state";
import { formatDollars } from "@/lib/engine/decimal";
import { instrumentName } from "@/lib/engine/explain/instrument-name";
import { micros } from "@/lib/engine/money";
import type { AccountView, RequirementView } from "@/lib/wire/raxx/desk";
import type { AccountReading } from "../accounts/read-account";

/** The account panel. */
export function accountView({ name, state, balances }: AccountReading): AccountView {
  return {
    id: state.id,
    name,
    epoch: state.epoch,
    profile: state.profile,
    equity: formatDollars(balances.equityMicros),
    cash: formatDollars(balances.cashMicros),
    buyingPower: formatDollars(balances.buyingPowerMicros),
    optionsBuyingPower: formatDollars(balances.optionsBuyingPowerMicros),
    reserved: formatDollars(balances.reservedMicros),
    initialMargin: formatDollars(balances.initialMarginMicros),
    maintenanceMargin: formatDollars(balances.maintenanceMarginMicros),
    totalProfit: formatDollars(micros(balances.equityMicros - state.startingCashMicros)),
    startingCash: formatDollars(state.startingCashMicros),
    requirement: balances.requirement.map(
      (line): RequirementView => ({
        underlying: line.underlying,
        strategy: line.strategy.replaceAll("_", " "),
        legs: line.legs.map((leg) => legText(state, leg)).join(", "),
        amount: formatDollars(line.amountMicros),
      }),
    ),
  };
}

/** "−1 × SPY 18 Dec 26 693 put": the legs of a requirement are positions, so their names are known. */
function legText(
  state: AccountState,
  { symbol, contracts }: { readonly symbol: string; readonly contracts: number },
): string {
  const instrument = state.positions.get(symbol)?.instrument;
  const count = contracts < 0 ? `\u2212${-contracts}` : String(contracts);
  return `${count} × ${instrument === undefined ? symbol : instrumentName(instrument)}`;
}

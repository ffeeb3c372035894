/**
 * The account object of GET /v2/account (alpaca-wire.md §1.2). The pattern-day-trader fields are
 * gone since 2026-07-06 and are not emitted.
 */
import type { AccountState } from "@/lib/engine/account/account-state";
import { formatUtc, newYorkOf } from "@/lib/engine/calendar/new-york";
import { previousTradingDay } from "@/lib/engine/calendar/trading-calendar";
import { formatDollars } from "@/lib/engine/decimal";
import type { Balances } from "@/lib/engine/margin/balances";
import { absMicros, type Micros, micros } from "@/lib/engine/money";

/** Paper accounts trade at level 3: spreads and all below (§2.8). */
const OPTIONS_LEVEL = 3;

/** Values of the close before; null while no snapshot of that day exists. */
export interface LastDay {
  readonly equityMicros: Micros;
  readonly maintenanceMarginMicros: Micros;
}

/** Writes an account as of an instant of its market. */
export function alpacaAccount(
  state: AccountState,
  balances: Balances,
  { nowMs, lastDay }: { readonly nowMs: number; readonly lastDay: LastDay | null },
) {
  const blocked = state.frozenReason !== null;
  return {
    id: state.id,
    account_number: accountNumber(state.id),
    status: "ACTIVE",
    crypto_status: "INACTIVE",
    currency: "USD",
    ...worth(balances),
    ...spendable(balances),
    last_equity: lastDay === null ? null : formatDollars(lastDay.equityMicros),
    last_maintenance_margin:
      lastDay === null ? null : formatDollars(lastDay.maintenanceMarginMicros),
    options_approved_level: OPTIONS_LEVEL,
    options_trading_level: OPTIONS_LEVEL,
    accrued_fees: "0",
    pending_reg_taf_fees: "0",
    pending_transfer_in: "0",
    pending_transfer_out: "0",
    intraday_adjustments: "0",
    trading_blocked: blocked,
    transfers_blocked: false,
    account_blocked: blocked,
    trade_suspended_by_user: false,
    // Short sales of stock are refused so far; a bot must not be told otherwise.
    shorting_enabled: false,
    created_at: formatUtc(state.openedAtMs),
    balance_asof: previousTradingDay(newYorkOf(nowMs).date).date,
    admin_configurations: {},
    user_configurations: null,
    crypto_tier: 0,
  } as const;
}

/** The last day of an account that never traded: what it was opened with. Null once it has traded. */
export function lastDayOfUntouched(state: AccountState): LastDay | null {
  const untouched = state.positions.size === 0 && state.cashMicros === state.startingCashMicros;
  return untouched
    ? { equityMicros: state.startingCashMicros, maintenanceMarginMicros: micros(0n) }
    : null;
}

function worth(balances: Balances) {
  const short = absMicros(balances.shortValueMicros);
  return {
    cash: formatDollars(balances.cashMicros),
    portfolio_value: formatDollars(balances.equityMicros),
    equity: formatDollars(balances.equityMicros),
    long_market_value: formatDollars(balances.longValueMicros),
    short_market_value: formatDollars(balances.shortValueMicros),
    position_market_value: formatDollars(micros(balances.longValueMicros + short)),
    initial_margin: formatDollars(balances.initialMarginMicros),
    maintenance_margin: formatDollars(balances.maintenanceMarginMicros),
  } as const;
}

/** One engine number, excess, seen through Alpaca's windows: levered for stock, plain for options. */
function spendable(balances: Balances) {
  const levered = formatDollars(balances.buyingPowerMicros);
  const plain = formatDollars(balances.optionsBuyingPowerMicros);
  return {
    buying_power: levered,
    regt_buying_power: levered,
    effective_buying_power: levered,
    non_marginable_buying_power: plain,
    options_buying_power: plain,
    sma: plain,
    multiplier: String(balances.multiplier),
  } as const;
}

/** Shaped like Alpaca's paper numbers, "PA3" and nine characters, and as stable as the id. */
function accountNumber(accountId: string): string {
  return `PA3${accountId.slice(-9).toUpperCase()}`;
}

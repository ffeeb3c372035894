/**
 * The account object of GET /v2/account (alpaca-wire.md §1.2). The pattern-day-trader fields are
 * gone since 2026-07-06 and are not emitted.
 */
import type { AccountState } from "@/lib/engine/account/account-state";
import { formatUtc, type IsoDate, newYorkOf } from "@/lib/engine/calendar/new-york";
import { previousTradingDay } from "@/lib/engine/calendar/trading-calendar";
import { formatDollars } from "@/lib/engine/decimal";
import type { Balances } from "@/lib/engine/margin/balances";
import { EQUITY_LEAST_MICROS } from "@/lib/engine/margin/funds";
import { approvedLevel, tradingLevel } from "@/lib/engine/margin/options-level";
import { absMicros, type Micros, maxMicros, micros, ZERO_MICROS } from "@/lib/engine/money";
import type { AccountBody } from "./account-body";

/** Values of the close before today; null while none is known. */
export interface LastDay {
  readonly date: IsoDate;
  readonly equityMicros: Micros;
  readonly maintenanceMarginMicros: Micros;
}

/** Writes an account as of an instant of its market. */
export function alpacaAccount(
  state: AccountState,
  balances: Balances,
  { nowMs, lastDay }: { readonly nowMs: number; readonly lastDay: LastDay | null },
): AccountBody {
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
    options_approved_level: approvedLevel(state),
    options_trading_level: tradingLevel(state),
    accrued_fees: formatDollars(accruedMicros(state)),
    // Fees are paid with the fill, and paper money is not transferred.
    pending_reg_taf_fees: "0",
    pending_transfer_in: "0",
    pending_transfer_out: "0",
    intraday_adjustments: "0",
    trading_blocked: blocked,
    transfers_blocked: false,
    account_blocked: blocked,
    trade_suspended_by_user: state.choices.suspended,
    shorting_enabled: mayShort(state, balances),
    created_at: formatUtc(state.openedAtMs),
    balance_asof: lastDay?.date ?? previousTradingDay(newYorkOf(nowMs).date).date,
    admin_configurations: {},
    user_configurations: null,
    crypto_tier: 0,
  };
}

/** Interest owed and borrow fees since they were posted last. */
function accruedMicros({ lifecycle }: AccountState): Micros {
  const interestOwed = maxMicros(micros(-lifecycle.interestAccruedMicros), ZERO_MICROS);
  return micros(interestOwed + lifecycle.borrowAccruedMicros);
}

/** As the engine decides it: a margin account with enough equity whose owner wants it (§2.3). */
function mayShort({ kind, choices }: AccountState, { equityMicros }: Balances): boolean {
  return kind === "margin" && choices.shorting && equityMicros >= EQUITY_LEAST_MICROS;
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
    // What Reg T leaves over, before orders: 12 CFR 220.5 without the credits of earlier days.
    sma: formatDollars(
      maxMicros(micros(balances.equityMicros - balances.initialMarginMicros), ZERO_MICROS),
    ),
  };
}

/** What an order may take, through Alpaca's windows: levered for stock, plain for options. */
function spendable(balances: Balances) {
  const levered = formatDollars(balances.buyingPowerMicros);
  const plain = formatDollars(balances.optionsBuyingPowerMicros);
  return {
    buying_power: levered,
    regt_buying_power: formatDollars(balances.regtBuyingPowerMicros),
    effective_buying_power: levered,
    non_marginable_buying_power: plain,
    options_buying_power: plain,
    multiplier: MULTIPLIERS[balances.multiplier],
  };
}

const MULTIPLIERS = { 1: "1", 2: "2", 4: "4" } as const;

/** Shaped like Alpaca's paper numbers, "PA3" and nine characters, and as stable as the id. */
function accountNumber(accountId: string): string {
  return `PA3${accountId.slice(-9).toUpperCase()}`;
}

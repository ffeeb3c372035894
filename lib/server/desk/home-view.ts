/** The home page: what the account is worth, what this week brought, and what wants attention. */
import { formatDollars } from "@/lib/engine/decimal";
import { quietWeek, weekOf } from "@/lib/engine/journal/week-income";
import { micros } from "@/lib/engine/money";
import { isTerminal } from "@/lib/engine/order/order";
import { RISK_DAYS } from "@/lib/engine/strategy/position-risks";
import type { PositionGroupView } from "@/lib/wire/raxx/desk";
import type { HomeGroupView, HomeView } from "@/lib/wire/raxx/home";
import { lastDayOf } from "../accounts/last-day";
import { type AccountReading, readAccount } from "../accounts/read-account";
import type { Caller, Deps } from "../deps";
import { readRecovery } from "../identity/recovery-codes";
import { loadJournal } from "../journal/load-journal";
import { accountRisks } from "./account-risks";
import { nextActions } from "./next-actions";
import { orderView } from "./order-view";
import { positionGroups } from "./position-view";
import { feedLabel, percentText } from "./quote-view";

/** Loads the page for the caller's account. */
export async function loadHome(
  deps: Deps,
  caller: Caller,
  { isGuest }: { readonly isGuest: boolean },
): Promise<HomeView> {
  const [reading, journal, recovery] = await Promise.all([
    readAccount(deps, caller),
    loadJournal(deps, caller),
    isGuest ? null : readRecovery(deps, caller.userId),
  ]);
  const { state, balances, market } = reading;
  const endsOn = weekOf(market.nowMs);
  const weeks = journal.epochs.at(-1)?.weeks ?? [];
  const week = weeks.find((one) => one.endsOn === endsOn) ?? quietWeek(endsOn);
  const groups = positionGroups(state, market);
  const [today, risks] = await Promise.all([
    todayOf(deps, caller, reading),
    accountRisks(deps, caller, reading),
  ]);
  const expiring = groups.filter(({ daysToExpiry: days }) => days !== null && days <= RISK_DAYS);
  return {
    label: feedLabel(deps.marketClock.market, caller.feed),
    marketAtMs: market.nowMs,
    profile: state.profile,
    equity: formatDollars(balances.equityMicros),
    today,
    totalProfit: formatDollars(micros(balances.equityMicros - state.startingCashMicros)),
    buyingPower: buyingPowerOf(reading),
    week: {
      endsOn,
      premium: formatDollars(week.premiumMicros),
      profit: formatDollars(week.profitMicros),
      fills: week.fills,
    },
    expiring: expiring.map(homeGroup),
    atRisk: risks.atRisk,
    knowsEarnings: risks.knowsEarnings,
    working: workingOf(reading),
    nextActions: nextActions({ groups, expiring, risks: risks.atRisk, recovery }),
  };
}

async function todayOf(
  deps: Deps,
  caller: Caller,
  { state, balances, market }: AccountReading,
): Promise<HomeView["today"]> {
  const close = await lastDayOf(deps, caller, state, market.nowMs);
  if (close === null) return null;
  const profit = micros(balances.equityMicros - close.equityMicros);
  return { profit: formatDollars(profit), percent: percentText(profit, close.equityMicros) };
}

function buyingPowerOf({ balances }: AccountReading): HomeView["buyingPower"] {
  const free = balances.optionsBuyingPowerMicros;
  const used = micros(balances.initialMarginMicros + balances.reservedMicros);
  return {
    used: formatDollars(used),
    free: formatDollars(free),
    usedPercent: percentText(used, micros(used + free)),
  };
}

function homeGroup(group: PositionGroupView): HomeGroupView {
  const { id, title, underlying, daysToExpiry, unrealized, profitShare } = group;
  return { id, title, underlying, daysToExpiry, unrealized, profitShare };
}

function workingOf({ state, market }: AccountReading): HomeView["working"] {
  const working = [...state.orders.values()].filter(({ status }) => !isTerminal(status));
  return working.map((order) => {
    const { id, title, why } = orderView(order, state, market);
    return { id, title, why };
  });
}

/**
 * Everything an account is asked for its money: its standing and its funds at one instant. The order
 * check, the account endpoint, the ticket and the screen ask the same functions, so they cannot disagree.
 */
import type { AccountState } from "../account/account-state";
import type { MarketView } from "../market/quote";
import { type Funds, fundsOf } from "./funds";
import { type Standing, standingOf } from "./standing";
import { worthOf } from "./worth";

export type Balances = Standing & Funds;

/** Computes all balances of an account. */
export function balancesOf(state: AccountState, market: MarketView): Balances {
  const worth = worthOf(state, market);
  return { ...standingOf(state, market, worth), ...fundsOf(state, market, worth) };
}

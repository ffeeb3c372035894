/** What of an account is from before an ex-date: that alone an action is about. */
import type { AccountState } from "../account/account-state";
import type { IsoDate } from "../calendar/new-york";
import { symbolsTouched } from "../instrument/instrument";
import type { Order } from "../order/order";
import { isTouched, markOf } from "./action-marks";
import { tradeDateOf } from "./trade-date";

interface DatedAction {
  readonly id: string;
  readonly symbol: string;
  readonly exDate: IsoDate;
}

/** Whether it has not been applied, and the account has something from before its ex-date. */
export function concerns(state: AccountState, { id, symbol, exDate }: DatedAction): boolean {
  const mark = markOf(state, symbol);
  if (mark.appliedIds.includes(id)) return false;
  if (exDate > mark.fromDate && isTouched(state.positions, symbol)) return true;
  return ordersBefore(state, symbol, exDate).length > 0;
}

/** Working orders in a symbol that were sent before a date. */
export function ordersBefore(
  state: AccountState,
  symbol: string,
  exDate: IsoDate,
): readonly Order[] {
  return [...state.orders.values()].filter(
    (order) =>
      order.legs.some(({ instrument }) => symbolsTouched(instrument).includes(symbol)) &&
      tradeDateOf(order.submittedAtMs) < exDate,
  );
}

/** Whether the account has gone on without it: its trades since were at prices that knew of it. */
export function isLate(state: AccountState, { symbol, exDate }: DatedAction): boolean {
  const { tradedDate, appliedDate } = markOf(state, symbol);
  const traded = tradedDate !== null && tradedDate >= exDate;
  return traded || (appliedDate !== null && appliedDate > exDate);
}

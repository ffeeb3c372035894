/** What is checked of an account after each event, and after each command. */
import type { AccountState } from "../../account/account-state";
import { fundsOf } from "../../margin/funds";
import { RULES_VERSION } from "../../rules-version";
import { checkFill } from "./fill-laws";
import { holds, type LawStep } from "./law";
import { checkMoney } from "./money-laws";
import { checkGroups, checkOrders } from "./order-laws";
import type { SimAccount } from "./sim-account";

/** The laws of one event. */
export function checkEvent(account: SimAccount, step: LawStep): void {
  const { before, event, after, market } = step;
  holds(after.version === before.version + 1, "versions have no gaps");
  holds(event.atMs === market.nowMs, "an event has the time of its market");
  holds(event.rules === RULES_VERSION, "an event has the version of today's rules");
  checkMoney(account, step);
  checkOrders(account, step);
  checkFill(account, step);
  if (after.kind === "cash") checkCash(step);
}

/** The laws of one command that was taken. */
export function checkCommand(before: AccountState, after: AccountState): void {
  checkGroups(after, before);
}

/** A cash account never owes by trading, and never promises more than it has. */
function checkCash({ before, event, after, market }: LawStep): void {
  if (event.type === "order_accepted" && event.order.reservedMicros > 0n) {
    const { excessMicros } = fundsOf(after, market);
    holds(excessMicros >= 0n, "cash covers what is held and reserved at acceptance");
  }
  if (event.type === "order_filled" && before.cashMicros >= 0n) {
    holds(after.cashMicros >= 0n, "a cash account never goes below zero by a fill");
  }
}

/** Rebuilds an account from its events, and names the first place where a stored state differs. */
import type { AccountEvent } from "../event/event";
import { type AccountState, emptyAccount } from "./account-state";
import { evolveAll } from "./evolve";
import { encodeState } from "./state-codec";

/** The state after all events of an account. */
export function replay(accountId: string, events: Iterable<AccountEvent>): AccountState {
  return evolveAll(emptyAccount(accountId), events);
}

/** Where two states first differ, as text around the difference; null when they are the same bytes. */
export function firstDivergence(stored: AccountState, rebuilt: AccountState): string | null {
  const [a, b] = [encodeState(stored), encodeState(rebuilt)];
  if (a === b) return null;
  let index = 0;
  while (a[index] === b[index]) index += 1;
  const from = Math.max(0, index - 40);
  return `stored …${a.slice(from, index + 40)}… rebuilt …${b.slice(from, index + 40)}…`;
}

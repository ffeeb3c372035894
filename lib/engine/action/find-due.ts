/** Which corporate actions of a symbol are due for an account, and which of them cannot be applied. */
import type { AccountState } from "../account/account-state";
import type { IsoDate } from "../calendar/new-york";
import type { MarketView } from "../market/quote";
import type { ActionFact } from "./action-fact";
import type { HeldAction } from "./action-state";
import type { CorporateAction } from "./corporate-action";
import { concerns, isLate } from "./entitled";
import { type ActionFault, readAction } from "./read-action";

export type Due =
  | { readonly key: string; readonly action: CorporateAction }
  /** A hold that blocks keeps its symbol from trading; the others are only put on record. */
  | { readonly key: string; readonly held: HeldAction; readonly blocks: boolean };

/** The first of them by ex-date, then id; null when nothing is left to do. */
export function firstDue(
  state: AccountState,
  symbols: readonly string[],
  { market, today }: { readonly market: MarketView; readonly today: IsoDate },
): Due | null {
  let first: Due | null = null;
  for (const fact of symbols.flatMap((symbol) => market.actionsOf(symbol))) {
    for (const due of dueOf(state, fact, today)) {
      if (first === null || due.key < first.key) first = due;
    }
  }
  return first;
}

function dueOf(state: AccountState, fact: ActionFact, today: IsoDate): readonly Due[] {
  const read = readAction(fact);
  if (!read.ok) return faultDue(state, fact, { fault: read.error, today });
  return read.value.flatMap((action): readonly Due[] => {
    const { id, symbol, exDate } = action;
    if (exDate > today || !concerns(state, action)) return [];
    const key = `${exDate} ${id}`;
    if (!isLate(state, action)) return [{ key, action }];
    return recorded(state, { actionId: id, symbol, reason: "late", field: null }, key);
  });
}

/** A faulty fact without a date may be of the far future: it keeps nobody from trading. */
function faultDue(
  state: AccountState,
  { id, symbol, exDate: stated }: ActionFact,
  { fault, today }: { readonly fault: ActionFault; readonly today: IsoDate },
): readonly Due[] {
  const exDate = stated ?? today;
  const dated = { id, symbol, exDate };
  if (exDate > today || !concerns(state, dated)) return [];
  const key = `${exDate} ${id}`;
  const held: HeldAction = { actionId: id, symbol, reason: fault.code, field: fault.field };
  if (stated === null || isLate(state, dated)) return recorded(state, held, key);
  return [{ key, held, blocks: true }];
}

/** A hold that blocks nothing is due until it is on record. */
function recorded(state: AccountState, held: HeldAction, key: string): readonly Due[] {
  return isRecorded(state, held) ? [] : [{ key, held, blocks: false }];
}

/** Whether the account knows of this hold, for this reason. */
export function isRecorded(state: AccountState, held: HeldAction): boolean {
  const known = state.heldActions.get(held.actionId);
  return known !== undefined && known.reason === held.reason && known.field === held.field;
}

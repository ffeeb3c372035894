/**
 * How far an account has gone with the corporate actions of a symbol, and what it still waits for.
 *
 * A holding is entitled to what goes ex after the trade date on which the account came into the
 * symbol. What was traded on a date was traded at prices of that date, so an action told later for
 * that date or an earlier one can no longer be applied: it is recorded as late.
 */
import type { AccountState } from "../account/account-state";
import type { IsoDate } from "../calendar/new-york";
import { copyMap } from "../copy-map";
import { type Instrument, symbolsTouched } from "../instrument/instrument";
import type { ActionMark } from "./action-state";
import type { CorporateAction } from "./corporate-action";
import { tradeDateOf } from "./trade-date";

/** Whether anything the account holds is changed by actions of the symbol. */
export function isTouched(positions: AccountState["positions"], symbol: string): boolean {
  for (const { instrument } of positions.values()) {
    if (instrument.symbol === symbol) return true;
    if (instrument.kind === "option" && symbolsTouched(instrument).includes(symbol)) return true;
  }
  return false;
}

/** The mark of a symbol; a holding without one has been there since the account opened. */
export function markOf(state: AccountState, symbol: string): ActionMark {
  return state.actionMarks.get(symbol) ?? newMark(symbol, tradeDateOf(state.openedAtMs));
}

/** The marks after an account traded instruments at an instant. `before` is what it held. */
export function marksAfterTrade(
  before: AccountState,
  instruments: readonly Instrument[],
  atMs: number,
): AccountState["actionMarks"] {
  const date = tradeDateOf(atMs);
  let marks: Map<string, ActionMark> | null = null;
  for (const symbol of instruments.flatMap(symbolsTouched)) {
    const known = before.actionMarks.get(symbol);
    if (known?.tradedDate === date) continue;
    const mark = isTouched(before.positions, symbol)
      ? markOf(before, symbol)
      : newMark(symbol, date);
    marks ??= copyMap(before.actionMarks);
    marks.set(symbol, { ...mark, tradedDate: date });
  }
  return marks ?? before.actionMarks;
}

/** The marks after an action was applied, and brought instruments the account did not have. */
export function marksAfterAction(
  before: AccountState,
  action: CorporateAction,
  brought: readonly Instrument[],
): AccountState["actionMarks"] {
  const { id, symbol, exDate } = action;
  const marks = copyMap(before.actionMarks);
  for (const other of brought.flatMap(symbolsTouched)) {
    if (other !== symbol && !isTouched(before.positions, other)) {
      marks.set(other, newMark(other, exDate));
    }
  }
  const mark = markOf(before, symbol);
  if (mark.appliedIds.includes(id)) return marks;
  const rescales = action.kind !== "cash_dividend" || action.special;
  marks.set(symbol, {
    ...mark,
    appliedDate: later(mark.appliedDate, exDate),
    rescaledDate: rescales ? later(mark.rescaledDate, exDate) : mark.rescaledDate,
    appliedIds: [...mark.appliedIds, id],
  });
  return marks;
}

function later(known: IsoDate | null, date: IsoDate): IsoDate {
  return known !== null && known > date ? known : date;
}

function newMark(symbol: string, fromDate: IsoDate): ActionMark {
  const none = { tradedDate: null, appliedDate: null, rescaledDate: null };
  return { symbol, fromDate, ...none, appliedIds: [] };
}

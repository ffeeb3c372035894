/** A corporate action that is known here, as an item of Alpaca's lists (alpaca-wire.md §5.3): action-facts.ts the other way round. */
import type { ActionFact } from "@/lib/engine/action/action-fact";
import type { ACTION_TYPES } from "./corporate-actions";

type ActionType = (typeof ACTION_TYPES)[number];

export interface ActionItem {
  readonly type: ActionType;
  readonly action: { readonly id: string; readonly [field: string]: unknown };
}

/** Writes one; `cusipOf` answers "" for a symbol without one, as Alpaca does. */
export function actionItem(fact: ActionFact, cusipOf: (symbol: string) => string): ActionItem {
  const { id, symbol } = fact;
  const about = { id, symbol, cusip: cusipOf(symbol), ...datesOf(fact) };
  switch (fact.kind) {
    case "forward_split":
    case "reverse_split":
      return { type: fact.kind, action: { ...about, ...ratesOf(fact) } };
    case "cash_dividend": {
      const rate = dollarsOf(fact.cashMicros);
      return {
        type: "cash_dividend",
        action: { ...about, rate, special: fact.special, foreign: false },
      };
    }
    case "stock_dividend":
      return { type: "stock_dividend", action: { ...about, rate: ratesOf(fact).new_rate } };
    case "spin_off":
      return { type: "spin_off", action: spinOff(fact, cusipOf) };
    case "merger":
      return merger(fact, cusipOf);
    case "rename":
      return { type: "name_change", action: nameChange(fact, cusipOf) };
    case "delisting":
      return {
        type: "worthless_removal",
        action: { id, symbol, cusip: cusipOf(symbol), process_date: fact.exDate },
      };
  }
}

/** Dates that are not known are absent. */
function datesOf({ exDate, recordDate, payDate }: ActionFact) {
  return {
    process_date: exDate,
    ex_date: exDate,
    ...(recordDate !== null && { record_date: recordDate }),
    ...(payDate !== null && { payable_date: payDate }),
  };
}

function ratesOf({ newNanos, oldNanos }: ActionFact) {
  return { new_rate: Number(newNanos ?? 0) / 1e9, old_rate: Number(oldNanos ?? 0) / 1e9 };
}

function dollarsOf(amount: ActionFact["cashMicros"]): number {
  return Number(amount ?? 0) / 1e6;
}

function spinOff(fact: ActionFact, cusipOf: (symbol: string) => string) {
  const { id, symbol, other } = fact;
  const { new_rate, old_rate } = ratesOf(fact);
  return {
    ...{ id, source_symbol: symbol, source_cusip: cusipOf(symbol), source_rate: old_rate },
    ...{ new_symbol: other?.symbol ?? "", new_cusip: cusipOf(other?.symbol ?? ""), new_rate },
    ...datesOf(fact),
  };
}

function merger(fact: ActionFact, cusipOf: (symbol: string) => string): ActionItem {
  const { id, symbol, other, cashMicros, exDate, payDate } = fact;
  const about = {
    ...{ id, acquiree_symbol: symbol, acquiree_cusip: cusipOf(symbol) },
    ...{ process_date: exDate, effective_date: exDate },
    ...(payDate !== null && { payable_date: payDate }),
  };
  if (other === null) {
    return { type: "cash_merger", action: { ...about, rate: dollarsOf(cashMicros) } };
  }
  const { new_rate: acquirer_rate, old_rate: acquiree_rate } = ratesOf(fact);
  const acquirer = { acquirer_symbol: other.symbol, acquirer_cusip: cusipOf(other.symbol) };
  const shares = { ...about, ...acquirer, acquirer_rate, acquiree_rate };
  return cashMicros === null
    ? { type: "stock_merger", action: shares }
    : {
        type: "stock_and_cash_merger",
        action: { ...shares, cash_rate: dollarsOf(cashMicros) },
      };
}

function nameChange(
  { id, symbol, other, exDate }: ActionFact,
  cusipOf: (symbol: string) => string,
) {
  const next = other?.symbol ?? "";
  return {
    ...{ id, old_symbol: symbol, old_cusip: cusipOf(symbol) },
    ...{ new_symbol: next, new_cusip: cusipOf(next), process_date: exDate },
  };
}

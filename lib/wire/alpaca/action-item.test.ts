/** What is told of an action reads back as the same action. */
import { expect, test } from "vitest";
import { readActionPage } from "./action-facts";
import { actionItem } from "./action-item";

const DATES = { ex_date: "2026-11-20", record_date: "2026-11-20", payable_date: "2026-12-11" };
const WHEN = { process_date: "2026-11-20", ...DATES };
const EFFECTIVE = { process_date: "2026-11-20", effective_date: "2026-11-20" };
const cusips: { readonly [symbol: string]: string } = { ABC: "990000101", XYZ: "990001109" };

// The fields of alpaca-wire.md §5.3.
test.each([
  {
    list: "cash_dividends",
    type: "cash_dividend",
    item: {
      symbol: "ABC",
      cusip: "990000101",
      rate: 0.25,
      special: false,
      foreign: false,
      ...WHEN,
    },
  },
  {
    list: "forward_splits",
    type: "forward_split",
    item: { symbol: "ABC", cusip: "990000101", new_rate: 4, old_rate: 1, ...WHEN },
  },
  {
    list: "reverse_splits",
    type: "reverse_split",
    item: { symbol: "ABC", cusip: "990000101", new_rate: 1, old_rate: 10, ...WHEN },
  },
  {
    list: "stock_dividends",
    type: "stock_dividend",
    item: { symbol: "ABC", cusip: "990000101", rate: 0.05, ...WHEN },
  },
  {
    list: "spin_offs",
    type: "spin_off",
    item: {
      ...{ source_symbol: "ABC", source_cusip: "990000101", source_rate: 3 },
      ...{ new_symbol: "XYZ", new_cusip: "990001109", new_rate: 1, ...WHEN },
    },
  },
  {
    list: "cash_mergers",
    type: "cash_merger",
    item: { acquiree_symbol: "ABC", acquiree_cusip: "990000101", rate: 12.5, ...EFFECTIVE },
  },
  {
    list: "stock_and_cash_mergers",
    type: "stock_and_cash_merger",
    item: {
      ...{ acquiree_symbol: "ABC", acquiree_cusip: "990000101", acquiree_rate: 1 },
      ...{ acquirer_symbol: "XYZ", acquirer_cusip: "990001109", acquirer_rate: 0.5 },
      ...{ cash_rate: 12.5, ...EFFECTIVE },
    },
  },
  {
    list: "name_changes",
    type: "name_change",
    item: {
      ...{ old_symbol: "ABC", old_cusip: "990000101", new_symbol: "XYZ", new_cusip: "990001109" },
      process_date: "2026-11-20",
    },
  },
  {
    list: "worthless_removals",
    type: "worthless_removal",
    item: { symbol: "ABC", cusip: "990000101", process_date: "2026-11-20" },
  },
])("$type", ({ list, type, item }) => {
  const whole = { id: "a1", ...item };
  const { facts, skipped } = readActionPage({ corporate_actions: { [list]: [whole] } });
  expect(skipped).toEqual([]);
  const [fact] = facts;
  if (fact === undefined) throw new Error("it was read");
  expect(actionItem(fact, (symbol) => cusips[symbol] ?? "")).toEqual({ type, action: whole });
});

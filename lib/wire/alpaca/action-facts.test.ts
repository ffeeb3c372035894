/** Alpaca's answers as its reference documents them (alpaca-wire.md §5.3), as facts. */
import { expect, test } from "vitest";
import { readAction } from "@/lib/engine/action/read-action";
import { readActionPage } from "./action-facts";

const ID = "8e1b6c5a-0000-4000-8000-000000000001";

function read(list: string, item: object) {
  return readActionPage({ corporate_actions: { [list]: [item] }, next_page_token: null });
}

test.each([
  {
    list: "cash_dividends",
    item: {
      ...{ id: ID, symbol: "AAPL", cusip: "037833100", rate: 0.25, special: false, foreign: false },
      ...{ process_date: "2026-11-13", ex_date: "2026-11-10", record_date: "2026-11-10" },
      payable_date: "2026-11-13",
    },
    is: { kind: "cash_dividend", symbol: "AAPL", exDate: "2026-11-10", cashMicros: 250_000n },
  },
  {
    list: "forward_splits",
    item: {
      ...{ id: ID, symbol: "NVDA", cusip: "67066G104", new_rate: 10, old_rate: 1 },
      ...{ process_date: "2027-06-10", ex_date: "2027-06-10", record_date: "2027-06-07" },
    },
    is: { kind: "forward_split", newNanos: 10_000_000_000n, oldNanos: 1_000_000_000n },
  },
  {
    list: "reverse_splits",
    item: {
      ...{ id: ID, symbol: "ABC", old_cusip: "1", new_cusip: "2", new_rate: 1, old_rate: 8 },
      ...{ process_date: "2027-06-10", ex_date: "2027-06-10" },
    },
    is: { kind: "reverse_split", oldNanos: 8_000_000_000n },
  },
  {
    list: "stock_and_cash_mergers",
    item: {
      ...{ id: ID, acquirer_symbol: "BIG", acquirer_cusip: "1", acquirer_rate: 0.5 },
      ...{ acquiree_symbol: "SML", acquiree_cusip: "2", acquiree_rate: 1, cash_rate: 12.5 },
      ...{ process_date: "2027-06-10", effective_date: "2027-06-10" },
    },
    is: { kind: "merger", symbol: "SML", cashMicros: 12_500_000n, newNanos: 500_000_000n },
  },
  {
    list: "name_changes",
    item: { id: ID, old_symbol: "FB", new_symbol: "META", process_date: "2027-06-10" },
    is: { kind: "rename", symbol: "FB", exDate: "2027-06-10" },
  },
  {
    list: "worthless_removals",
    item: { id: ID, symbol: "GONE", cusip: "1", process_date: "2027-06-11" },
    is: { kind: "delisting", exDate: "2027-06-11", payDate: "2027-06-14", cashMicros: 0n },
  },
])("$list", ({ list, item, is }) => {
  const { facts, skipped } = read(list, item);
  expect(skipped).toEqual([]);
  expect(facts[0]).toMatchObject(is);
  expect(facts.map((fact) => readAction(fact).ok)).toEqual([true]);
});

test("what cannot be read is left out and named, and stops nothing else", () => {
  const good = { id: ID, old_symbol: "FB", new_symbol: "META", process_date: "2027-06-10" };
  const page = readActionPage({
    corporate_actions: {
      name_changes: [{ ...good, process_date: "soon" }, good],
      rights_distributions: [{}, {}],
    },
  });
  expect(page.facts).toHaveLength(1);
  expect(page.skipped).toHaveLength(2);
  expect(page.skipped[1]).toBe("2 rights_distributions");
});

/** Announcements (§1.13) from the actions of market data (§5.3). */
import { expect, test } from "vitest";
import { announcementsOf, dateOfAnnouncement, kindsOf } from "./announcement";
import { UpstreamActions, wholeActions } from "./corporate-actions";

const page = wholeActions(
  UpstreamActions.parse({
    corporate_actions: {
      cash_dividends: [
        {
          ...{ id: "d1", symbol: "AAPL", cusip: "037833100", rate: 0.26, special: false },
          ...{ process_date: "2026-11-13", ex_date: "2026-11-10", record_date: "2026-11-10" },
          payable_date: "2026-11-13",
        },
      ],
      forward_splits: [
        {
          ...{ id: "s1", symbol: "NVDA", cusip: "67066G104", new_rate: 10, old_rate: 1 },
          ...{ process_date: "2026-06-10", ex_date: "2026-06-10" },
        },
      ],
      cash_mergers: [
        {
          ...{ id: "m1", acquiree_symbol: "OLD", acquirer_symbol: "NEW", rate: 5 },
          ...{ process_date: "2026-03-02", effective_date: "2026-03-01" },
        },
      ],
    },
  }),
);

test("a cash dividend, a split and a merger", () => {
  const [dividend, merger, split] = announcementsOf(page.corporate_actions);
  expect(dividend).toEqual({
    ...{ id: "d1", corporate_action_id: "d1", ca_type: "dividend", ca_sub_type: "cash" },
    ...{ initiating_symbol: "AAPL", initiating_original_cusip: "037833100" },
    ...{ target_symbol: "AAPL", target_original_cusip: "037833100" },
    ...{ declaration_date: null, effective_date: "2026-11-13", ex_date: "2026-11-10" },
    ...{ record_date: "2026-11-10", payable_date: "2026-11-13" },
    ...{ cash: "0.26", old_rate: null, new_rate: null },
  });
  expect(split).toMatchObject({ ca_type: "split", old_rate: "1", new_rate: "10", cash: null });
  expect(merger).toMatchObject({ initiating_symbol: "OLD", target_symbol: "NEW", cash: "5" });
});

test("a date that is not there is the one it takes effect on", () => {
  const [dividend, merger] = announcementsOf(page.corporate_actions);
  if (dividend === undefined || merger === undefined) throw new Error("two");
  expect(dateOfAnnouncement(dividend, "record_date")).toBe("2026-11-10");
  expect(dateOfAnnouncement(merger, "ex_date")).toBe("2026-03-01");
});

test("a type asks for all its kinds", () => {
  expect(kindsOf(["split", "spinoff"])).toEqual([
    ...["spin_off", "forward_split", "reverse_split", "unit_split"],
  ]);
});

import { expect, test } from "vitest";
import { instantOf } from "../calendar/new-york";
import { formatDollars, formatQuantity } from "../decimal";
import { factOf } from "../testing/action-text";
import { account, run } from "../testing/builders";
import { marketOf } from "../testing/market";
import { Words } from "../testing/verbs/story";
import type { ActionFact } from "./action-fact";

/** What an account holds, as "50 ACQ for 4000", and its cash and profit, after an action. */
function after(holds: { [name: string]: string }, text: string): readonly string[] {
  const told: ActionFact = factOf(new Words(`a1 ${text} ex 2026-11-23`.split(" ")));
  const market = marketOf([], { nowMs: instantOf("2026-11-23", 10 * 60), actions: [told] });
  const { state } = run(account({ holds }), { type: "apply_actions" }, market);
  const positions = [...state.positions.values()].map(
    ({ symbol, qtyNanos, costMicros }) =>
      `${formatQuantity(qtyNanos)} ${symbol} for ${formatDollars(costMicros)}`,
  );
  const made = `cash ${formatDollars(state.cashMicros)}, made ${formatDollars(state.realizedMicros)}`;
  return [...positions.sort(), made];
}

test.each([
  {
    case: "shares join those of the acquirer that were held already",
    holds: { XYZ: "100 @ 40", ACQ: "10 @ 90" },
    what: "merger XYZ ACQ 1:2",
    // 4,000 + 900
    gives: ["60 ACQ for 4900", "cash 100000, made 0"],
  },
  {
    case: "shares close a short of the acquirer: 4,500 received, 4,000 paid",
    holds: { XYZ: "100 @ 40", ACQ: "-50 @ 90" },
    what: "merger XYZ ACQ 1:2",
    gives: ["cash 100000, made 500"],
  },
  {
    case: "shares close a part of a short: 50 of 80 at 90 for 4,000",
    holds: { XYZ: "100 @ 40", ACQ: "-80 @ 90" },
    what: "merger XYZ ACQ 1:2",
    gives: ["-30 ACQ for -2700", "cash 100000, made 500"],
  },
  {
    case: "a short owes what a holder receives, fractions too",
    holds: { XYZ: "-101 @ 60" },
    what: "split XYZ 3:2 fraction 50",
    // 151.5: the half's part of the credit of 6,060 is 20, and it is bought at 25.
    gives: ["-151 XYZ for -6040", "cash 99975, made -5"],
  },
  {
    case: "a short of a company that is spun off from is short of both",
    holds: { XYZ: "-100 @ 50" },
    what: "spin-off XYZ NEW 1:5 cost 0.2",
    gives: ["-100 XYZ for -4000", "-20 NEW for -1000", "cash 100000, made 0"],
  },
  {
    case: "a short of a company that is bought pays for it",
    holds: { XYZ: "-100 @ 50" },
    what: "merger XYZ cash 55",
    gives: ["cash 94500, made -500"],
  },
  {
    case: "cash beyond the cost of a merger is profit",
    holds: { XYZ: "100 @ 5" },
    what: "merger XYZ ACQ 1:2 cash 10",
    gives: ["50 ACQ for 0", "cash 101000, made 500"],
  },
  {
    case: "a reverse split of less than a share is all cash",
    holds: { XYZ: "3 @ 2" },
    what: "reverse XYZ 1:10 fraction 25",
    // 0.3 x 25 = 7.50 for a cost of 6.
    gives: ["cash 100007.5, made 1.5"],
  },
  {
    case: "fractions that were held go through a whole split",
    holds: { XYZ: "10.25 @ 8" },
    what: "split XYZ 2:1",
    gives: ["20.5 XYZ for 82", "cash 100000, made 0"],
  },
])("$case", ({ holds, what, gives }) => {
  expect(after(holds as unknown as { [name: string]: string }, what)).toEqual(gives);
});

test("what is renamed keeps being known by what it was held as", () => {
  const told = factOf(new Words("a1 rename FB META ex 2026-11-23".split(" ")));
  const market = marketOf([], { nowMs: instantOf("2026-11-23", 10 * 60), actions: [told] });
  const { state } = run(account({ holds: { FB: "1 @ 9" } }), { type: "apply_actions" }, market);

  expect(state.positions.get("META")?.instrument).toMatchObject({ symbol: "META", id: "FB" });
});

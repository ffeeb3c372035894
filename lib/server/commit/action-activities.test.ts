import { expect, test } from "vitest";
import { instantOf } from "@/lib/engine/calendar/new-york";
import { formatDollars, formatQuantity } from "@/lib/engine/decimal";
import { factOf } from "@/lib/engine/testing/action-text";
import { account, run, symbolOf } from "@/lib/engine/testing/builders";
import { marketOf } from "@/lib/engine/testing/market";
import { Words } from "@/lib/engine/testing/verbs/story";
import { actionActivities, dividendActivity } from "./action-activities";

/** "SPLIT XYZ +100 net 0": the activities of an account with 100 XYZ and a call on it. */
function activities(text: string): readonly string[] {
  const holds = { XYZ: "100 @ 50", "XYZ-50C": "-1 @ 3" };
  const nowMs = instantOf("2026-12-15", 10 * 60);
  const market = marketOf([], { nowMs, actions: [factOf(new Words(`a1 ${text}`.split(" ")))] });
  const { events } = run(account({ holds }), { type: "apply_actions" }, market);
  return events
    .flatMap((event) => {
      if (event.type === "corporate_action_applied") return actionActivities(event);
      return event.type === "dividend_paid" ? [dividendActivity(event)] : [];
    })
    .map(({ type, symbol, qtyNanos, netMicros }) => {
      const qty = qtyNanos === null ? "" : formatQuantity(qtyNanos);
      return `${type} ${symbol} ${qty} net ${formatDollars(netMicros)}`;
    });
}

const CALL = symbolOf("XYZ-50C");

// The types of alpaca-wire.md §1.4; adjusted contracts are OPCA.
test.each([
  [
    "split XYZ 2:1 ex 2026-11-23",
    ["SPLIT XYZ 100 net 0", `OPCA ${CALL} 1 net 0`, `OPCA ${symbolOf("XYZ-25C")} -2 net 0`],
  ],
  [
    "reverse XYZ 1:3 ex 2026-11-23 fraction 150",
    ["SPLIT XYZ -67 net 50", `OPCA ${CALL} 1 net 0`, `OPCA ${symbolOf("XYZ1-50C")} -1 net 0`],
  ],
  ["dividend XYZ 0.50 ex 2026-11-23 pay 2026-12-01", ["DIV XYZ 100 net 50"]],
  [
    "spin-off XYZ NEW 1:5 ex 2026-11-23 cost 0.2",
    ["SPIN NEW 20 net 0", `OPCA ${CALL} 1 net 0`, `OPCA ${symbolOf("XYZ1-50C")} -1 net 0`],
  ],
  [
    "merger XYZ ACQ 1:2 cash 10 ex 2026-11-23",
    [
      ...["MA XYZ -100 net 1000", "MA ACQ 50 net 0"],
      ...[`OPCA ${CALL} 1 net 0`, `OPCA ${symbolOf("ACQ1-50C")} -1 net 0`],
    ],
  ],
  [
    "rename XYZ NEW ex 2026-11-23",
    [
      ...["NC XYZ -100 net 0", "NC NEW 100 net 0"],
      ...[`OPCA ${CALL} 1 net 0`, `OPCA ${symbolOf("NEW-50C")} -1 net 0`],
    ],
  ],
  // Nothing happens to what is held until it is resolved, at nothing here.
  [
    "delisting XYZ ex 2026-11-23 pay 2026-12-14 close 0.90",
    ["REORG XYZ -100 net 0", `OPCA ${CALL} 1 net 0`, `OPCA ${symbolOf("XYZ1-50C")} -1 net 0`],
  ],
])("%s", (text, expected) => {
  expect(activities(text)).toEqual(expected);
});

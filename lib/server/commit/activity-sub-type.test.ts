/** Sub types as alpaca-wire.md §1.4 lists them. */
import { expect, test } from "vitest";
import type { AccountEvent } from "@/lib/engine/event/event";
import { subTypeOf } from "./activity-sub-type";

const event = (fields: object) => fields as AccountEvent;
const filled = (...names: string[]) =>
  event({ type: "order_filled", fees: names.map((name) => ({ name, amountMicros: 1n })) });
const applied = (action: object) => event({ type: "corporate_action_applied", action });

test.each([
  { event: filled("SEC"), type: "FEE", is: "REG" },
  { event: filled("CAT"), type: "FEE", is: "CAT" },
  { event: filled("CAT", "TAF"), type: "FEE", is: null },
  { event: event({ type: "interest_posted" }), type: "INT", is: "MGN" },
  { event: event({ type: "dividend_paid" }), type: "DIV", is: "CDIV" },
  { event: applied({ kind: "stock_dividend" }), type: "DIV", is: "SDIV" },
  { event: applied({ kind: "forward_split" }), type: "SPLIT", is: "FSPLIT" },
  { event: applied({ kind: "reverse_split" }), type: "OPCA", is: "RSPLIT" },
  { event: applied({ kind: "merger", acquirer: null, cashMicros: 5n }), type: "MA", is: "CMA" },
  { event: applied({ kind: "merger", acquirer: {}, cashMicros: 0n }), type: "MA", is: "SMA" },
  { event: applied({ kind: "merger", acquirer: {}, cashMicros: 5n }), type: "MA", is: "SCMA" },
  { event: applied({ kind: "merger", acquirer: null, cashMicros: 0n }), type: "REORG", is: "WRM" },
  { event: applied({ kind: "rename" }), type: "NC", is: "SNC" },
  { event: applied({ kind: "spin_off" }), type: "SPIN", is: null },
  { event: event({ type: "account_opened" }), type: "JNLC", is: null },
])("$type of $event.type is $is", ({ event: of, type, is }) => {
  expect(subTypeOf(type, of)).toBe(is);
});

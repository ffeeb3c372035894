import { expect, test } from "vitest";
import { fact } from "../testing/action-text";
import { dollars, equity, quantity } from "../testing/builders";
import type { ActionFact, ActionKind } from "./action-fact";
import { readAction } from "./read-action";

/** Facts that are whole, one of each kind; a test takes something away or twists it. */
const WHOLE: { readonly [K in ActionKind]: Partial<ActionFact> } = {
  forward_split: { newNanos: quantity("2"), oldNanos: quantity("1") },
  reverse_split: { newNanos: quantity("1"), oldNanos: quantity("10") },
  stock_dividend: { newNanos: quantity("5"), oldNanos: quantity("100") },
  cash_dividend: { cashMicros: dollars("0.50"), payDate: "2026-12-01" },
  spin_off: { newNanos: quantity("1"), oldNanos: quantity("5"), other: equity("NEW") },
  merger: { cashMicros: dollars("55") },
  rename: { other: equity("NEW") },
  delisting: {},
};

function told(kind: ActionKind, twist: Partial<ActionFact> = {}): ActionFact {
  const dated = { exDate: "2026-11-23", ...WHOLE[kind], ...twist };
  return fact({ id: "a1", kind, symbol: "XYZ" }, dated);
}

test.each(Object.keys(WHOLE) as ActionKind[])("a whole %s is read", (kind) => {
  expect(readAction(told(kind))).toMatchObject({
    ok: true,
    value: [{ kind, id: "a1", symbol: "XYZ", exDate: "2026-11-23" }],
  });
});

test.each<readonly [ActionKind, Partial<ActionFact>, string]>([
  ["forward_split", { newNanos: null }, "missing_field newNanos"],
  ["forward_split", { oldNanos: null }, "missing_field oldNanos"],
  ["forward_split", { newNanos: quantity("0") }, "contradiction newNanos"],
  ["forward_split", { oldNanos: quantity("0") }, "contradiction oldNanos"],
  // One for two is no forward split, and two for one no reverse split.
  ["forward_split", { oldNanos: quantity("4") }, "contradiction newNanos"],
  ["reverse_split", { newNanos: quantity("20") }, "contradiction newNanos"],
  ["reverse_split", { fractionMicros: dollars("0") }, "contradiction fractionMicros"],
  ["stock_dividend", { newNanos: null }, "missing_field newNanos"],
  ["cash_dividend", { cashMicros: null }, "missing_field cashMicros"],
  ["cash_dividend", { cashMicros: dollars("0") }, "contradiction cashMicros"],
  ["cash_dividend", { cashMicros: dollars("-1") }, "contradiction cashMicros"],
  ["cash_dividend", { payDate: null }, "missing_field payDate"],
  ["spin_off", { other: null }, "missing_field other"],
  ["spin_off", { other: equity("XYZ") }, "contradiction other"],
  ["spin_off", { costShareNanos: quantity("1.1") }, "contradiction costShareNanos"],
  ["merger", { cashMicros: null }, "missing_field cashMicros"],
  ["merger", { cashMicros: dollars("-1") }, "contradiction cashMicros"],
  ["merger", { newNanos: quantity("1") }, "missing_field other"],
  ["merger", { other: equity("ACQ") }, "missing_field newNanos"],
  ["merger", { other: equity("XYZ") }, "contradiction other"],
  ["rename", { other: null }, "missing_field other"],
  ["rename", { other: equity("XYZ") }, "contradiction other"],
  ["delisting", { cashMicros: dollars("-1") }, "contradiction cashMicros"],
  ["rename", { exDate: null }, "missing_field exDate"],
  ["rename", { exDate: "2026-02-30" }, "contradiction exDate"],
  ["rename", { exDate: "soon" }, "contradiction exDate"],
  ["rename", { declaredDate: "2026-11-24" }, "contradiction declaredDate"],
  ["cash_dividend", { recordDate: "2026-12-02" }, "contradiction payDate"],
  ["rename", { symbol: "" }, "missing_field symbol"],
  ["rename", { id: "" }, "missing_field id"],
  ["tender" as ActionKind, {}, "unknown_kind tender"],
])("a %s with %o is refused", (kind, twist, fault) => {
  const [code, field] = fault.split(" ");
  expect(readAction(told(kind, twist))).toEqual({ ok: false, error: { code, field } });
});

// Source: FINRA Rule 11140(b): less than 25% of the security goes ex on the record date (T+1) and is
// paid later; 25% and more is paid first and goes ex on the next business day.
test.each<readonly [ActionKind, Partial<ActionFact>, string]>([
  ["cash_dividend", { recordDate: "2026-11-24" }, "2026-11-24"],
  // Saturday: the last day on which trades settled by it.
  ["cash_dividend", { recordDate: "2026-11-28" }, "2026-11-27"],
  // 25 of 100, paid on Wednesday before Thanksgiving: Friday.
  [
    "cash_dividend",
    {
      ...{ cashMicros: dollars("25"), closeMicros: dollars("100") },
      ...{ recordDate: "2026-11-20", payDate: "2026-11-25" },
    },
    "2026-11-27",
  ],
  ["stock_dividend", { newNanos: quantity("25"), payDate: "2026-11-25" }, "2026-11-27"],
  ["forward_split", { payDate: "2026-11-20" }, "2026-11-23"],
])("a %s without an ex-date, with %o, goes ex on %s", (kind, twist, exDate) => {
  expect(readAction(told(kind, { exDate: null, ...twist }))).toMatchObject({
    value: [{ exDate }],
  });
});

test.each<readonly [ActionKind, Partial<ActionFact>]>([
  // 24.99 of 100 cannot have been paid before it went ex, and 25 not after.
  ["cash_dividend", { ...large("24.99"), payDate: "2026-11-20" }],
  ["cash_dividend", { ...large("25"), payDate: "2026-12-01" }],
  ["stock_dividend", { payDate: "2026-11-20" }],
  ["stock_dividend", { newNanos: quantity("25"), payDate: "2026-12-01" }],
  ["delisting", { payDate: "2026-11-23" }],
])("a %s with %o contradicts its pay date", (kind, twist) => {
  expect(readAction(told(kind, twist))).toMatchObject({ error: { field: "payDate" } });
});

function large(cash: string): Partial<ActionFact> {
  return { cashMicros: dollars(cash), closeMicros: dollars("100") };
}

test("a delisting that is resolved is two actions, the second a purchase for what is paid", () => {
  const resolved = { payDate: "2026-12-15", cashMicros: dollars("0.35") };
  expect(readAction(told("delisting", resolved))).toMatchObject({
    value: [
      { kind: "delisting", id: "a1", exDate: "2026-11-23" },
      { kind: "merger", id: "a1:resolution", exDate: "2026-12-15", acquirer: null },
    ],
  });
});

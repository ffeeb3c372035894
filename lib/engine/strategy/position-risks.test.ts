import { expect, test } from "vitest";
import { dollars, series } from "../testing/builders";
import { type HeldOption, risksOf, type UnderlyingNow } from "./position-risks";

const CALL = series("AAPL-200C", { expiryDate: "2026-12-18" });
const PUT = series("AAPL-200P", { expiryDate: "2026-12-18" });
const SHORT_CALL: HeldOption = { series: CALL, isShort: true, markMicros: dollars("10.40") };
const NOW: UnderlyingNow = {
  today: "2026-12-01",
  markMicros: dollars("210"),
  dividend: null,
  earningsDate: null,
};
const kinds = (option: HeldOption, now: Partial<UnderlyingNow>) =>
  risksOf(option, { ...NOW, ...now }).map(({ kind }) => kind);

test("a sold option in the money says by how much; a bought one is no risk", () => {
  expect(risksOf(SHORT_CALL, NOW)).toEqual([
    { kind: "in_the_money", series: CALL, byMicros: dollars("10") },
  ]);
  expect(kinds({ ...SHORT_CALL, isShort: false }, {})).toEqual([]);
  expect(kinds({ ...SHORT_CALL, series: PUT }, {})).toEqual([]); // 210 is above a put's 200
  expect(kinds(SHORT_CALL, { markMicros: null })).toEqual([]);
});

test("a dividend above the time value left makes an early exercise likely", () => {
  // 10.40 less 10 inside leaves 0.40 of time value.
  const of = (cash: string) => ({
    dividend: { exDate: "2026-12-04", cashMicros: dollars(cash) },
  });
  const found = (cash: string) =>
    risksOf(SHORT_CALL, { ...NOW, ...of(cash) }).find(({ kind }) => kind === "early_exercise");
  expect(found("0.50")).toMatchObject({ isLikely: true, exDate: "2026-12-04" });
  expect(found("0.40")).toMatchObject({ isLikely: false });
});

test.each([
  ["on the ex-date itself", "2026-12-01"],
  ["more than a week off", "2026-12-09"],
  ["after expiry", "2026-12-21"],
])("no dividend risk: %s", (_, exDate) => {
  expect(kinds(SHORT_CALL, { dividend: { exDate, cashMicros: dollars("1") } })).toEqual([
    "in_the_money",
  ]);
});

test("earnings within the week and before expiry concern bought options too", () => {
  const long = { ...SHORT_CALL, series: PUT, isShort: false };
  expect(kinds(long, { earningsDate: "2026-12-08" })).toEqual(["earnings"]);
  expect(kinds(long, { earningsDate: "2026-12-09" })).toEqual([]);
});

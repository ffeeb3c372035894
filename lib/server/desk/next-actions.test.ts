import { expect, test } from "vitest";
import type { PositionGroupView } from "@/lib/wire/raxx/desk";
import { nextActions } from "./next-actions";

const GROUP: PositionGroupView = {
  id: "g",
  title: "SPY put credit spread",
  underlying: "SPY",
  unrealized: "40",
  profitShare: "30.00",
  daysToExpiry: 20,
  delta: null,
  theta: null,
  breakevens: [],
  canClose: true,
  canRoll: true,
  legs: [],
};
const CODES = { codesLeft: 10, madeAtMs: 1, opensAtMs: null };
const QUIET = { groups: [GROUP], expiring: [], risks: [], recovery: CODES };
const RISK = { id: "g", title: GROUP.title, underlying: "SPY", reasons: ["in the money"] };
const ids = (situation: Partial<Parameters<typeof nextActions>[0]>) =>
  nextActions({ ...QUIET, ...situation }).map(({ id }) => id);

test("a quiet account has nothing to do, an empty one starts", () => {
  expect(ids({})).toEqual([]);
  expect(ids({ groups: [] })).toEqual(["start"]);
});

test("half of what there is to make is worth a look", () => {
  expect(ids({ groups: [{ ...GROUP, profitShare: "50.00" }] })).toEqual(["target g"]);
  expect(ids({ groups: [{ ...GROUP, profitShare: "49.99" }] })).toEqual([]);
});

test("a position is listed once, for its most pressing reason", () => {
  const ended = { ...GROUP, daysToExpiry: 0, profitShare: "80.00" };
  expect(ids({ groups: [ended], expiring: [ended], risks: [RISK] })).toEqual(["risk g"]);
  expect(ids({ groups: [ended], expiring: [ended] })).toEqual(["expiry g"]);
});

test("a guest is not asked for codes", () => {
  expect(ids({ recovery: null })).toEqual([]);
});

test("codes are asked for last", () => {
  expect(ids({ risks: [RISK], recovery: { ...CODES, codesLeft: 0 } })).toEqual(["risk g", "codes"]);
});

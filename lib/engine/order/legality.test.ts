/** The table of alpaca-wire.md §1.6 (type × TIF legality), typed off again and asked of every order. */
import { expect, test } from "vitest";
import { spreadOrder } from "../testing/builders";
import { orderOf } from "../testing/order-text";
import { findLegalityRejection } from "./check-legality";
import type { OrderDraft } from "./draft";
import type { TimeInForce } from "./order";

const TYPES = ["market", "limit 10", "stop 10", "stop_limit 10 9", "trail 1"];
const TIMES: readonly TimeInForce[] = ["day", "gtc", "opg", "cls", "ioc", "fok"];
const ALL = "market limit stop stop_limit trail";
const FOUR = "market limit stop stop_limit";

type Row = { readonly [T in TimeInForce]: string };
const never = { opg: "", cls: "", ioc: "", fok: "" };

const TABLE: { readonly [instrument: string]: Row } = {
  "whole shares": {
    ...{ day: ALL, gtc: ALL, opg: "market limit", cls: "market limit" },
    ...{ ioc: "market limit", fok: "market limit" },
  },
  "parts of shares": { ...never, day: FOUR, gtc: "" },
  dollars: { ...never, day: FOUR, gtc: "" },
  "extended hours": { ...never, day: "limit", gtc: "limit" },
  bracket: { ...never, day: FOUR, gtc: FOUR },
  option: { ...never, day: FOUR, gtc: FOUR },
};

const DRAFTS: { readonly [instrument: string]: (type: string, time: TimeInForce) => OrderDraft } = {
  "whole shares": (type, timeInForce) => orderOf("buy", `10 ${type}`, { timeInForce }),
  "parts of shares": (type, timeInForce) => orderOf("buy", `1.5 ${type}`, { timeInForce }),
  dollars: (type, timeInForce) => orderOf("buy", `$50 ${type}`, { timeInForce }),
  "extended hours": (type, timeInForce) =>
    orderOf("buy", `10 ${type}`, { timeInForce, extendedHours: true }),
  bracket: (type, timeInForce) =>
    orderOf("buy", `10 ${type}`, { timeInForce, profit: "12", loss: "8" }),
  option: (type, timeInForce) => orderOf("buy", `10 ${type}`, { timeInForce, symbol: "SPY-600P" }),
};

const CELLS = Object.entries(TABLE).flatMap(([instrument, row]) =>
  TIMES.map((time) => ({ instrument, time, takes: row[time] })),
);

test.each(CELLS)("$instrument, $time: $takes", ({ instrument, time, takes }) => {
  const draftOf = DRAFTS[instrument];
  const taken = TYPES.filter((type) => {
    const draft = draftOf?.(type, time);
    return draft !== undefined && findLegalityRejection(draft) === null;
  });

  expect(taken.map((type) => type.split(" ")[0]).join(" ")).toBe(takes);
});

test.each([
  { time: "day", is: true },
  { time: "gtc", is: true },
  { time: "opg", is: false },
  { time: "ioc", is: false },
  { time: "fok", is: false },
] as const)("a spread, $time: $is", ({ time, is }) => {
  const legs = "-SPY-600P +SPY-595P";
  for (const text of ["1", "1 @ -1.00"]) {
    const draft = spreadOrder(text, legs, { timeInForce: time });
    expect(findLegalityRejection(draft) === null).toBe(is);
  }
});

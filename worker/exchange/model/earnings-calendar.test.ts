import { expect, test } from "vitest";
import { addDays, daysBetween } from "../../../lib/engine/calendar/new-york";
import { tradingDay } from "../../../lib/engine/calendar/trading-calendar";
import { nextEarnings } from "./earnings-calendar";
import { LISTINGS } from "./universe";

const companies = [...LISTINGS.values()].filter(({ isEtf }) => !isEtf);

test("every company reports once a quarter, on a trading day; funds never", () => {
  for (const company of companies) {
    const first = nextEarnings(company, "2026-11-20");
    const second = nextEarnings(company, addDays(first?.date ?? "", 1));
    expect(tradingDay(first?.date ?? "")).not.toBeNull();
    const apart = daysBetween(first?.date ?? "", second?.date ?? "");
    expect(apart).toBeGreaterThan(80);
    expect(apart).toBeLessThan(100);
  }
  const spy = [...LISTINGS.values()].find(({ symbol }) => symbol === "SPY");
  expect(spy && nextEarnings(spy, "2026-11-20")).toBeNull();
});

test("the day of the report is still ahead of its morning", () => {
  const [company] = companies;
  if (company === undefined) throw new Error("no companies");
  const next = nextEarnings(company, "2026-11-20");
  expect(nextEarnings(company, next?.date ?? "")).toEqual(next);
});

import { expect, test } from "vitest";
import { instantOf } from "../../../lib/engine/calendar/new-york";
import { Market } from "./market";
import { misreportsOf, PUT_RIGHT_MS_MAX } from "./misreports";
import { bandsFrom } from "./price-bands";
import { momentAt } from "./session-time";
import { LISTINGS } from "./universe";

const market = new Market("raxx", { crossed: new Set() });
const spy = LISTINGS.get("SPY");
if (spy === undefined) throw new Error("SPY is listed");
const listing = spy;

function at(minute: number) {
  const moment = momentAt(instantOf("2026-11-20", minute));
  if (moment === null) throw new Error("the market is open");
  return { marketDay: moment.marketDay, minute: moment.minute };
}

test("few prints are reported wrong; what stands is in history, and is told within half a minute", () => {
  const minutes = Array.from({ length: 390 }, (_, n) =>
    market.stockTape.minuteTrades({ listing, ...at(570 + n) }),
  );
  const all = minutes.flatMap(misreportsOf);
  const prints = minutes.flat().length;
  expect(all.length).toBeGreaterThan(prints / 5_000);
  expect(all.length).toBeLessThan(prints / 500);
  expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(["corrected", "canceled"]));
  const ids = new Set(minutes.flat().map(({ id }) => id));
  for (const { kind, wrong, right, atMs } of all) {
    expect([ids.has(right.id), ids.has(wrong.id)]).toEqual([true, false]);
    expect(wrong.cents).toBe(right.cents);
    expect(wrong.size).toBe(kind === "corrected" ? 10 * right.size : right.size);
    expect(atMs).toBeGreaterThan(right.atMs);
    expect(atMs).toBeLessThanOrEqual(right.atMs + PUT_RIGHT_MS_MAX);
  }
  expect(minutes.flatMap((trades) => misreportsOf([...trades]))).toEqual(all);
});

test("bands lie 5% around the reference every five minutes, 10% in the last 25, and not outside the session", () => {
  const { stockQuotes } = market;
  const widthAt = (minute: number) => {
    const bands = bandsFrom(stockQuotes, listing, at(minute));
    if (bands === null) return null;
    const { upCents, downCents } = bands;
    return Math.round((1_000 * (upCents - downCents)) / (upCents + downCents)) / 10;
  };
  expect([565, 570, 571, 575, 700].map(widthAt)).toEqual([null, 5, null, 5, 5]);
  expect([930, 935, 955, 960].map(widthAt)).toEqual([5, 10, 10, null]);
  const bands = bandsFrom(stockQuotes, listing, at(700));
  const touch = stockQuotes.latest(listing, instantOf("2026-11-20", 700));
  expect(touch?.bidCents).toBeGreaterThan(bands?.downCents ?? 0);
  expect(touch?.askCents).toBeLessThan(bands?.upCents ?? 0);
});

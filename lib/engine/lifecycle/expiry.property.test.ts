/** Laws of expiry: whatever is held and wherever the stock closes. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AccountState } from "../account/account-state";
import { evolve, postingsOf } from "../account/evolve";
import { decodeState, encodeState } from "../account/state-codec";
import { instantOf } from "../calendar/new-york";
import type { AccountEvent } from "../event/event";
import { type Micros, micros, notional, sumMicros } from "../money";
import { account, dollars, quantity, run } from "../testing/builders";
import { marketOf } from "../testing/market";

const DATE = "2026-12-18";
const EVENING = marketOf([], { nowMs: instantOf(DATE, 17 * 60 + 30) });
const STRIKES = ["590", "595", "600", "605", "610"];
const ROOTS = ["SPY", "XPM"];

const someNames = fc.uniqueArray(
  fc
    .tuple(fc.constantFrom(...ROOTS), fc.constantFrom(...STRIKES), fc.constantFrom("C", "P"))
    .map(([root, strike, right]) => `${root}-${strike}${right}`),
  { minLength: 1, maxLength: 6 },
);
const aCount = fc.integer({ min: -4, max: 4 }).filter((count) => count !== 0);
const aPremium = fc
  .integer({ min: 1, max: 3_000 })
  .map((cents) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`);
/** Closes to the cent around the strikes; the cash index has no shares to carry over. */
const aClose = fc
  .integer({ min: 58_000, max: 62_000 })
  .map((cents) => dollars(`${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`));

const someHoldings = someNames.chain((names) =>
  fc.tuple(
    ...names.map((name) =>
      fc
        .tuple(aCount, aPremium)
        .map(([count, premium]) => [name, `${count} @ ${premium}`] as const),
    ),
  ),
);

function settled(state: AccountState, closes: { readonly [symbol: string]: Micros }) {
  const prices = Object.entries(closes).map(([symbol, priceMicros]) => {
    return { symbol, priceMicros, time: "pm" } as const;
  });
  return run(state, { type: "settle_expiry", date: DATE, prices }, EVENING);
}

/** Cash, and stock at a price: what is left when all options are gone. */
function worth(state: AccountState, closeMicros: Micros): bigint {
  const stock = [...state.positions.values()].map(({ qtyNanos }) =>
    notional(closeMicros, qtyNanos, 1),
  );
  return state.cashMicros + sumMicros(stock);
}

test("at expiry every option is worth its intrinsic value, in cash or in stock", () => {
  fc.assert(
    fc.property(someHoldings, aClose, (holdings, close) => {
      const state = account({ holds: Object.fromEntries(holdings) });
      const { state: after } = settled(state, { SPY: close, XPM: close });
      let expected: bigint = state.cashMicros;
      for (const [name, text] of holdings) {
        const [, strike = "", right] = /-([0-9]+)([CP])/.exec(name) ?? [];
        const gain = right === "C" ? close - dollars(strike) : dollars(strike) - close;
        const count = BigInt(text.split(" ")[0] ?? "0");
        if (gain > 0n) expected += gain * 100n * count;
      }
      expect(worth(after, close)).toBe(expected);
      for (const { instrument } of after.positions.values()) expect(instrument.kind).toBe("equity");
    }),
    { numRuns: 150 },
  );
});

test("postings balance, cash is their sum, lots make up the positions, and settling twice changes nothing", () => {
  fc.assert(
    fc.property(someHoldings, aClose, fc.boolean(), (holdings, close, priced) => {
      const state = account({ holds: Object.fromEntries(holdings) });
      const closes: { readonly [symbol: string]: Micros } = priced
        ? { SPY: close, XPM: close }
        : { SPY: close };
      const { state: after, events } = settled(state, closes);
      expect(checkedPostings(state, events)).toBe(after.cashMicros - state.cashMicros);
      expect(settled(after, closes).events).toEqual([]);
      expect(encodeState(decodeState(encodeState(after)))).toBe(encodeState(after));
      for (const { symbol, qtyNanos } of after.positions.values()) {
        const lots = after.lots.get(symbol);
        if (lots === undefined) continue; // held before the test had lots
        expect(lots.reduce((sum, lot) => sum + lot.qtyNanos, 0n)).toBe(qtyNanos);
      }
    }),
    { numRuns: 150 },
  );
});

function checkedPostings(start: AccountState, events: readonly AccountEvent[]): bigint {
  let state = start;
  let cash = 0n;
  for (const event of events) {
    let sum = 0n;
    for (const { account: name, amountMicros } of postingsOf(state, event)) {
      sum += amountMicros;
      if (name === "cash") cash += amountMicros;
    }
    expect(sum).toBe(0n);
    state = evolve(state, event);
  }
  return cash;
}

test("a vertical spread gains or loses at most its width", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom(...STRIKES), { minLength: 2, maxLength: 2 }),
      fc.constantFrom("C", "P"),
      fc.integer({ min: 1, max: 5 }),
      aClose,
      ([long = "", short = ""], right, contracts, close) => {
        const holds = {
          [`SPY-${long}${right}`]: `${contracts} @ 1`,
          [`SPY-${short}${right}`]: `-${contracts} @ 1`,
        };
        const state = account({ holds });
        const { state: after } = settled(state, { SPY: close });
        const change = worth(after, close) - state.cashMicros;
        const width = notional(
          micros(dollars(long) - dollars(short)),
          quantity(String(contracts)),
          100,
        );
        expect(change <= (width < 0n ? -width : width)).toBe(true);
        expect(change >= (width < 0n ? width : -width)).toBe(true);
      },
    ),
    { numRuns: 150 },
  );
});

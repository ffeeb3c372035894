import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatUtc, instantOf } from "../../../lib/engine/calendar/new-york";
import { anyListing, coreInstant, dayOf, listed, market } from "../testing/any-market";
import { lastSplit, splitFactor } from "./corporate-calendar";
import type { Contract } from "./option-listing";
import { RATE } from "./option-quotes";
import { marketDayAt } from "./session-time";
import { closesLate, type Listing } from "./universe";

test("a stock is always quoted, neither crossed nor locked, on the cent, with sizes in round lots", () => {
  fc.assert(
    fc.property(anyListing, coreInstant, (listing, atMs) => {
      const quote = market.stockQuote(listing, atMs);
      if (quote === null) throw new Error("no quote");
      expect(quote.bidCents).toBeGreaterThan(0);
      expect(quote.askCents).toBeGreaterThan(quote.bidCents);
      expect(Number.isInteger(quote.bidCents) && Number.isInteger(quote.askCents)).toBe(true);
      expect(quote.bidSize % 100 === 0 && quote.bidSize > 0).toBe(true);
      expect(quote.askSize % 100 === 0 && quote.askSize > 0).toBe(true);
      expect(quote.atMs).toBeLessThanOrEqual(atMs);
      expect(atMs - quote.atMs).toBeLessThan(2000);
    }),
    { numRuns: 300 },
  );
});

test("prices stay within a factor of four of their base for years", () => {
  fc.assert(
    fc.property(anyListing, coreInstant, (listing, atMs) => {
      const bid = (market.stockQuote(listing, atMs)?.bidCents ?? 0) / 100;
      // A share of after a split is a part of what the base is the price of.
      const base = listing.basePrice / splitFactor(listing, formatUtc(atMs).slice(0, 10));
      expect(Math.abs(Math.log(bid / base))).toBeLessThan(Math.log(4));
    }),
  );
});

describe("a chain", () => {
  const chainAt = (listing: Listing, atMs: number, expiryIndex: number) => {
    const contracts = market.listing.contractsOn(listing, dayOf(formatUtc(atMs).slice(0, 10)));
    const expiries = [...new Set(contracts.map(({ expiryDate }) => expiryDate))];
    const expiryDate = expiries[expiryIndex % expiries.length];
    const ofExpiry = contracts.filter((contract) => contract.expiryDate === expiryDate);
    return {
      calls: ofExpiry.filter(({ right }) => right === "call"),
      puts: ofExpiry.filter(({ right }) => right === "put"),
    };
  };
  const quoteOf = (contract: Contract, atMs: number) => {
    const quote = market.optionQuotes.at(contract, atMs);
    if (quote === null) throw new Error(`no quote of ${contract.symbol}`);
    return quote;
  };

  test("calls fall and puts rise with the strike, and no quote is crossed or empty by mistake", () => {
    fc.assert(
      fc.property(anyListing, coreInstant, fc.nat(30), (listing, atMs, expiryIndex) => {
        const { calls, puts } = chainAt(listing, atMs, expiryIndex);
        for (const contracts of [calls, puts.toReversed()]) {
          const models = contracts.map((contract) => market.optionQuotes.model(contract, atMs));
          models.slice(1).forEach((model, index) => {
            expect(model?.mid).toBeLessThanOrEqual((models[index]?.mid ?? 0) + 1e-9);
          });
          for (const contract of contracts) {
            const { bidCents, askCents, bidSize, askSize } = quoteOf(contract, atMs);
            expect(bidCents).toBeGreaterThanOrEqual(0);
            expect(askCents).toBeGreaterThan(bidCents);
            expect(bidSize > 0).toBe(bidCents > 0);
            expect(askSize).toBeGreaterThan(0);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test("near the money call minus put is the forward, within the quotes", () => {
    fc.assert(
      fc.property(anyListing, coreInstant, fc.nat(30), (listing, atMs, expiryIndex) => {
        const { calls, puts } = chainAt(listing, atMs, expiryIndex);
        calls.forEach((call, index) => {
          const put = puts[index];
          // At the quotes' own instant: half a second later the underlying may be cents away.
          const ofCall = quoteOf(call, atMs);
          const model = market.optionQuotes.model(call, ofCall.atMs);
          if (!put || !model) throw new Error("puts and calls come in pairs");
          const { spot, strike, timeYears } = model.inputs;
          if (Math.abs(Math.log(strike / spot)) > 0.02) return;
          const forward =
            spot * Math.exp(-listing.dividendYield * timeYears) -
            strike * Math.exp(-RATE * timeYears);
          const ofPut = quoteOf(put, atMs);
          const low = (ofCall.bidCents - ofPut.askCents) / 100;
          const high = (ofCall.askCents - ofPut.bidCents) / 100;
          // The right of early exercise may lift a put by the interest on its strike.
          const early = strike * RATE * timeYears;
          expect(forward).toBeGreaterThanOrEqual(low - 0.01);
          expect(forward).toBeLessThanOrEqual(high + early + 0.01);
        });
      }),
      { numRuns: 60, examples: [[listed("GLD"), 1774455819500, 0]] },
    );
  });

  test("a contract once listed stays listed until it expires", () => {
    fc.assert(
      fc.property(anyListing, fc.integer({ min: 100, max: 600 }), (listing, index) => {
        fc.pre(lastSplit(listing, index, index + 1) === null); // a split gives contracts other strikes
        const [today, tomorrow] = [marketDayAt(index), marketDayAt(index + 1)];
        if (!today || !tomorrow) throw new Error("days follow each other");
        const later = new Set(market.listing.contractsOn(listing, tomorrow).map((c) => c.symbol));
        const lost = market.listing
          .contractsOn(listing, today)
          .filter(({ symbol, expiryDate }) => expiryDate > today.day.date && !later.has(symbol));
        expect(lost).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test("eight weekly Fridays and monthlies to two years are listed, and found by symbol", () => {
    const day = dayOf("2026-11-20");
    const contracts = market.listing.contractsOn(listed("SPY"), day);
    const expiries = [...new Set(contracts.map(({ expiryDate }) => expiryDate))];
    // Christmas and New Year's Day 2026/27 are Fridays: their weeks end on Thursday.
    expect(expiries.slice(0, 9)).toEqual([
      "2026-11-20",
      "2026-11-27",
      "2026-12-04",
      "2026-12-11",
      "2026-12-18",
      "2026-12-24",
      "2026-12-31",
      "2027-01-08",
      "2027-01-15",
    ]);
    expect(expiries).toContain("2028-01-21");
    const [first] = contracts;
    expect(first && market.listing.find(first.symbol, day)).toEqual(first);
    expect(market.listing.find("SPY261118P00700000", day)).toBeNull();
    expect(market.listing.find("NOPE261218P00700000", day)).toBeNull();
  });
});

test("a $5 credit put spread on a liquid ETF's monthly fills one lot at the touch", () => {
  const day = dayOf("2026-11-20");
  for (const symbol of ["SPY", "QQQ", "IWM"]) {
    const listing = listed(symbol);
    for (const minute of [20, 120, 380]) {
      const atMs = day.day.openMs + minute * 60_000;
      const spotCents = market.stockQuote(listing, atMs)?.bidCents ?? 0;
      const near = market.listing
        .contractsOn(listing, day)
        .filter(({ right, expiryDate }) => right === "put" && expiryDate === "2026-12-18")
        .filter(({ strikeCents }) => Math.abs(strikeCents / spotCents - 0.97) < 0.03);
      expect(near.length).toBeGreaterThan(10);
      for (const contract of near) {
        const quote = market.optionQuote(contract, atMs);
        expect((quote?.askCents ?? 99) - (quote?.bidCents ?? 0)).toBeLessThanOrEqual(4);
        expect(quote?.bidSize).toBeGreaterThanOrEqual(10);
        expect(quote?.askSize).toBeGreaterThanOrEqual(10);
      }
    }
  }
});

describe("sessions", () => {
  const contractOf = (symbol: string) => {
    const contract = market.listing.contractsOn(listed(symbol), dayOf("2026-11-20")).at(-1);
    if (!contract) throw new Error("no contract");
    return contract;
  };

  test.each([
    { symbol: "SPY", minute: 975 },
    { symbol: "AAPL", minute: 960 },
  ])("options on $symbol stop at minute $minute", ({ symbol, minute }) => {
    const endMs = instantOf("2026-11-20", minute);
    const last = market.optionQuote(contractOf(symbol), endMs + 3_600_000);
    expect(endMs - (last?.atMs ?? 0)).toBeLessThanOrEqual(2000);
    expect(last?.atMs).toBeLessThan(endMs);
    expect(closesLate(symbol)).toBe(minute === 975);
  });

  test("in the night the last quote of the evening stands", () => {
    const quote = market.stockQuote(listed("SPY"), instantOf("2026-11-21", 600));
    expect(instantOf("2026-11-20", 1199) + 60_000 - (quote?.atMs ?? 0)).toBeLessThanOrEqual(2000);
  });
});

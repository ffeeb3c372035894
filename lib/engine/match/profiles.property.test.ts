/**
 * Laws of fills in every profile, on random markets, prints and settings: no fill is one a real order
 * could not have had. Each law is checked from the events alone, by another way than the rules take.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { FillProfile } from "../account/account-state";
import { replay } from "../account/replay";
import { encodeState } from "../account/state-codec";
import { invariant, present } from "../assert";
import type { FillLeg, OrderFilled } from "../event/event";
import { isReproducible } from "../explain/recompute-fill";
import { type Quote, touchOf } from "../market/quote";
import { type Move, playMoves, someMoves } from "../testing/arbitraries";
import { dollars, limitOrder } from "../testing/builders";
import type { Trader } from "../testing/trader";
import type { FillSettings } from "./profile/fill-settings";

type Law = (fills: readonly OrderFilled[], trader: Trader) => void;

const CENT = dollars("0.01");
const QUOTE_RULES = new Set(["market_at_quote", "limit_marketable_on_arrival", "limit_at_quote"]);

/** How much better for the trader than `other` the price is; negative when it is worse. */
function betterBy(leg: FillLeg, price: bigint, other: bigint): bigint {
  return leg.side === "buy" ? other - price : price - other;
}

function touchPrice(leg: FillLeg): bigint {
  return touchOf(leg.quote, leg.side).priceMicros;
}

function simple(fills: readonly OrderFilled[]): (OrderFilled & { readonly leg: FillLeg })[] {
  return fills
    .filter((fill) => fill.ruleId !== "mleg_at_quotes")
    .map((fill) => ({ ...fill, leg: present(fill.legs[0], "a fill has a leg") }));
}

function isBounded(fill: OrderFilled): boolean {
  return fill.profile !== "alpaca" && fill.prints === undefined;
}

const LAWS: { readonly [claim: string]: Law } = {
  "every fill recomputes from its record, and replay gives the same bytes"(fills, trader) {
    for (const fill of fills) invariant(isReproducible(fill), `${fill.ruleId} comes out the same`);
    const events = trader.steps.map((step) => step.event);
    invariant(encodeState(replay(trader.name, events)) === encodeState(trader.state), "same bytes");
  },

  "no fill breaks its limit"(fills) {
    for (const { leg, priceMicros, limitMicros } of simple(fills)) {
      if (limitMicros === null) continue;
      invariant(betterBy(leg, priceMicros, limitMicros) >= 0n, "at the limit or better");
    }
  },

  "no price is better than the touch, but for an improvement that was switched on"(fills) {
    for (const { leg, priceMicros, prints, settings } of simple(fills)) {
      if (prints !== undefined) continue;
      const better = betterBy(leg, priceMicros, touchPrice(leg));
      invariant(better <= ((settings?.improvementBps ?? 0) > 0 ? CENT : 0n), "no free money");
      const { bidMicros, askMicros } = leg.quote;
      const half = better > 0n ? 2n * priceMicros - bidMicros - askMicros : 0n;
      invariant(leg.side === "buy" ? half >= 0n : half <= 0n, "never past the middle");
    }
  },

  "a fill on a print is at the limit, and the print was at it or better"(fills) {
    for (const { leg, priceMicros, limitMicros, prints, ruleId } of simple(fills)) {
      if (prints === undefined) continue;
      invariant(priceMicros === limitMicros, "at the limit");
      for (const { trade } of prints) {
        const better = betterBy(leg, trade.priceMicros, priceMicros);
        invariant(ruleId === "limit_queue_reached" ? better >= 0n : better >= CENT, "it was due");
      }
    }
  },

  "strict and queue give a resting limit nothing until the quote is a tick beyond it"(fills) {
    for (const { leg, priceMicros, profile, resting, prints } of simple(fills)) {
      const isStrict = profile === "strict" || profile === "queue";
      if (!isStrict || resting !== true || prints !== undefined) continue;
      invariant(betterBy(leg, touchPrice(leg), priceMicros) >= CENT, "the quote went through it");
    }
  },

  "what pays the quote pays the quote"(fills) {
    for (const { leg, priceMicros, ruleId, settings } of simple(fills)) {
      if (!QUOTE_RULES.has(ruleId) || settings !== undefined) continue;
      invariant(priceMicros === touchPrice(leg), "nothing else was switched on");
    }
  },

  "one showing of a size is taken once, and a print is taken once, however many orders want it"(
    fills,
  ) {
    const taken = new Map<string, bigint>();
    const take = (key: string, qty: bigint, displayed: bigint) => {
      const total = (taken.get(key) ?? 0n) + qty;
      invariant(total <= displayed, "no more than there was");
      taken.set(key, total);
    };
    for (const fill of fills) {
      for (const { trade, takenNanos } of fill.prints ?? []) {
        take(`${trade.symbol} print ${trade.seq}`, takenNanos, trade.sizeNanos);
      }
      if (!isBounded(fill)) continue;
      for (const leg of fill.legs) {
        const { side, setAtMs, sizeNanos } = touchOf(leg.quote, leg.side);
        take(`${leg.instrument.symbol} ${side} ${setAtMs}`, leg.qtyNanos, sizeNanos);
      }
    }
  },

  "what the account keeps as taken is what its fills took"(fills, trader) {
    const byKey = new Map<string, bigint>();
    for (const fill of fills.filter(isBounded)) {
      for (const { leg, key } of fill.legs.map((leg) => ({ leg, key: showingOf(leg) }))) {
        byKey.set(key, (byKey.get(key) ?? 0n) + leg.qtyNanos);
      }
    }
    for (const { symbol, side, setAtMs, takenNanos } of trader.state.consumed.values()) {
      if (side === "print") continue;
      invariant(byKey.get(`${symbol} ${side} ${setAtMs}`) === takenNanos, "rebuilt from the fills");
    }
  },

  "nothing fills on a quote nobody could trade on"(fills) {
    for (const leg of fills.flatMap((fill) => fill.legs)) {
      const { quote, instrument } = leg;
      invariant(quote.bidMicros <= quote.askMicros || quote.askMicros <= 0n, "not crossed");
      invariant(touchOf(quote, leg.side).priceMicros > 0n, "the side it trades on is there");
      const isTwoSided = quote.bidMicros > 0n && quote.askMicros > 0n;
      invariant(instrument.kind === "option" || isTwoSided, "stock is quoted on both sides");
    }
  },

  "no order fills on a quote from before one it has met"(fills) {
    const met = new Map<string, Quote>();
    for (const { orderId, legs } of fills) {
      for (const { quote } of legs) {
        const key = `${orderId} ${quote.symbol}`;
        invariant(quote.atMs >= (met.get(key)?.atMs ?? 0), "time goes on");
        met.set(key, quote);
      }
    }
  },

  "only whole units, never more than is left, all legs in ratio"(fills) {
    for (const { qtyNanos, remainingBeforeNanos, remainingAfterNanos, legs } of fills) {
      invariant(qtyNanos > 0n && remainingAfterNanos === remainingBeforeNanos - qtyNanos, "within");
      invariant(remainingAfterNanos >= 0n, "within its order");
      for (const leg of legs) invariant(leg.qtyNanos % qtyNanos === 0n, "in ratio");
    }
  },

  "prints at the limit bring what is left beyond the size ahead, never more"(fills) {
    for (const { prints, aheadNanos, queue, priceMicros, qtyNanos } of simple(fills)) {
      if (prints === undefined) continue;
      let printed = 0n;
      for (const { trade } of prints) printed += trade.sizeNanos;
      invariant(qtyNanos <= printed, "no more than was printed");
      const isAtLimit = prints.every(({ trade }) => trade.priceMicros === priceMicros);
      if (!isAtLimit) continue;
      const ahead = present(aheadNanos, "who trades at the limit stands in a queue");
      invariant(qtyNanos <= printed - ahead, "the excess");
      invariant(present(queue, "its place").joinedNanos >= ahead, "a queue only gets shorter");
    }
  },
};

function showingOf(leg: FillLeg): string {
  const { side, setAtMs } = touchOf(leg.quote, leg.side);
  return `${leg.instrument.symbol} ${side} ${setAtMs}`;
}

const aSettings: fc.Arbitrary<FillSettings> = fc.record({
  seed: fc.nat({ max: 1_000 }),
  latencyMs: fc.constantFrom(0, 0, 1_500),
  slippageTicksMax: fc.constantFrom(0, 0, 3),
  improvementBps: fc.constantFrom(0, 0, 5_000),
  partialBps: fc.constantFrom(0, 0, 5_000),
});

function aChoice(profile: FillProfile): fc.Arbitrary<Move> {
  return aSettings.map((settings) => ({ does: "profile", profile, settings }));
}

/** A bid behind a displayed size, and prints at it and through it: what walks meet too seldom. */
const aQueue: fc.Arbitrary<readonly Move[]> = fc
  .record({
    size: fc.integer({ min: 1, max: 12 }),
    prints: fc.array(
      fc.record({
        price: fc.constantFrom("616.00", "616.00", "616.00", "615.99"),
        size: fc.integer({ min: 1, max: 9 }),
      }),
      { minLength: 1, maxLength: 12 },
    ),
  })
  .map(({ size, prints }) => [
    {
      does: "quote",
      symbol: "SPY",
      text: { bid: "616.00", ask: "617.00", size, askSize: 5, afterGap: false },
    },
    { does: "submit", draft: limitOrder("buy", "10 @ 616.00", { symbol: "SPY" }) },
    { does: "submit", draft: limitOrder("buy", "10 @ 616.00", { symbol: "SPY" }) },
    ...prints.map((print): Move => ({ does: "print", symbol: "SPY", ...print })),
  ]);

const EXPECTED: { readonly [P in FillProfile]: readonly string[] } = {
  strict: ["limit_crossed", "limit_marketable_on_arrival", "limit_traded_through"],
  standard: ["limit_after_gap", "limit_marketable_on_arrival", "limit_resting"],
  queue: ["limit_crossed", "limit_queue_reached", "limit_traded_through", "queue_moved"],
  alpaca: ["limit_at_quote", "limit_marketable_on_arrival"],
};

test.each(["strict", "standard", "queue", "alpaca"] as const)(
  `%s: ${Object.keys(LAWS).join("; ")}`,
  (profile) => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(aChoice(profile), aQueue, someMoves, (choice, queue, moves) => {
        const trader = playMoves([choice, ...queue, ...moves], "margin", "500000");
        const fills: OrderFilled[] = [];
        for (const { event } of trader.steps) {
          if (event.type === "order_filled") fills.push(event);
          seen.add(event.type === "order_filled" ? event.ruleId : event.type);
        }
        for (const [claim, law] of Object.entries(LAWS)) {
          try {
            law(fills, trader);
          } catch (cause) {
            throw new Error(`broken law: ${claim}`, { cause });
          }
        }
      }),
      { numRuns: 25 },
    );
    // Laws of fills that never happen would hold too.
    expect([...seen]).toEqual(
      expect.arrayContaining([...EXPECTED[profile], "market_at_quote", "mleg_at_quotes"]),
    );
  },
);

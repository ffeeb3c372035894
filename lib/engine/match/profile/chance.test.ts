/**
 * Seeded chance: the same facts draw the same, other facts draw otherwise, nothing leaves its bounds,
 * and over many orders each chance comes as often as it was set.
 */
import { describe, expect, test } from "vitest";
import type { FillProfile } from "../../account/account-state";
import { type Micros, units, ZERO_NANOS } from "../../money";
import { dollars, equity, quote } from "../../testing/builders";
import { decideFill } from "../rules/decide-fill";
import { draw, seedStateOf } from "./chance";
import { DEFAULT_SETTINGS, type FillSettings } from "./fill-settings";

const ORDERS = 2_000;

interface Draw {
  readonly side?: "buy" | "sell";
  readonly limit?: Micros;
  readonly profile?: FillProfile;
  readonly bid?: string;
  readonly ask?: string;
  readonly want?: number;
}

/** Fills of many orders on one quote, 9.95 at 10.00 unless the test says otherwise. */
function fills(settings: Partial<FillSettings>, text: Draw = {}) {
  const { side = "buy", bid = "9.95", ask = "10.00", want = 10 } = text;
  return Array.from({ length: ORDERS }, (_, index) => {
    const decision = decideFill({
      orderId: `order-${index}`,
      fillNumber: 1,
      profile: text.profile ?? "standard",
      settings: { ...DEFAULT_SETTINGS, ...settings },
      multiLeg: false,
      limitMicros: text.limit ?? null,
      resting: false,
      allOrNone: false,
      remainingNanos: units(want),
      legs: [
        {
          instrument: equity(),
          side,
          ratio: 1,
          quote: quote({ bid, ask }),
          takenBeforeNanos: ZERO_NANOS,
        },
      ],
      prints: [],
      aheadNanos: null,
    });
    if (decision.kind === "wait") throw new Error("a marketable order fills");
    return decision;
  });
}

/** How often each price came. */
function tally(decisions: readonly { readonly priceMicros: Micros }[]) {
  const counts = new Map<Micros, number>();
  for (const { priceMicros } of decisions)
    counts.set(priceMicros, (counts.get(priceMicros) ?? 0) + 1);
  return counts;
}

test("a draw is a function of seed, order and fill number", () => {
  const state = seedStateOf(7, "order-1", 1);

  expect(seedStateOf(7, "order-1", 1)).toBe(state);
  const others = [
    seedStateOf(8, "order-1", 1),
    seedStateOf(7, "order-2", 1),
    seedStateOf(7, "order-1", 2),
  ];
  expect(new Set([state, ...others]).size).toBe(4);
  expect(Number.isInteger(state) && state >= 0 && state < 2 ** 32).toBe(true);
  expect(draw(state, "slip", 10)).toBe(draw(state, "slip", 10));
});

describe("slippage of up to three ticks", () => {
  const prices = (side: "buy" | "sell", texts: readonly string[]) => {
    const counts = tally(fills({ slippageTicksMax: 3 }, { side }));
    expect([...counts.keys()].sort()).toEqual(texts.map(dollars).sort());
    // Each of four outcomes comes a quarter of the time: 500 of 2,000, give or take five sigma (97).
    for (const count of counts.values()) expect(Math.abs(count - ORDERS / 4)).toBeLessThan(97);
  };

  test("a buyer pays the ask and up to three cents more", () => {
    prices("buy", ["10.00", "10.01", "10.02", "10.03"]);
  });

  test("a seller gets the bid and up to three cents less", () => {
    prices("sell", ["9.92", "9.93", "9.94", "9.95"]);
  });

  test("a limit never slips", () => {
    const limited = fills({ slippageTicksMax: 3 }, { limit: dollars("10.02") });
    expect([...tally(limited).keys()]).toEqual([dollars("10.00")]);
  });

  test("a sale never goes below a tick", () => {
    const cheap = { side: "sell", bid: "0.0002", ask: "0.0009" } as const;
    const [least] = [...tally(fills({ slippageTicksMax: 100 }, cheap)).keys()].sort();
    expect(least).toBe(dollars("0.0001"));
  });
});

describe("price improvement", () => {
  test("comes as often as it is set, a tick inside the quote", () => {
    const counts = tally(fills({ improvementBps: 2_500 }, { limit: dollars("10.00") }));

    expect([...counts.keys()].sort()).toEqual([dollars("10.00"), dollars("9.99")].sort());
    expect(Math.abs((counts.get(dollars("9.99")) ?? 0) - ORDERS / 4)).toBeLessThan(97);
  });

  test.each([
    { name: "a seller gets a tick more", side: "sell" as const, is: "9.96" },
    { name: "two ticks wide is enough", bid: "9.98", is: "9.99" },
    { name: "one tick wide leaves no inside", bid: "9.99", is: "10.00" },
    { name: "locked leaves no inside", bid: "10.00", is: "10.00" },
    { name: "nobody on the other side", bid: "0", is: "10.00" },
  ])("$name: $is", ({ is, ...text }) => {
    const counts = tally(fills({ improvementBps: 10_000 }, text));
    expect([...counts.keys()]).toEqual([dollars(is)]);
  });
});

describe("random partial fills", () => {
  test("alpaca's 10%: a part is whole units, at least one and never all", () => {
    const parts = fills({ partialBps: 1_000 }, { profile: "alpaca", want: 5 })
      .map(({ qtyNanos }) => qtyNanos)
      .filter((qtyNanos) => qtyNanos !== units(5));

    // 200 of 2,000, give or take five sigma (67).
    expect(Math.abs(parts.length - ORDERS / 10)).toBeLessThan(67);
    expect(new Set(parts)).toEqual(new Set([units(1), units(2), units(3), units(4)]));
  });

  test("one share has no part, and other profiles go by the displayed size", () => {
    const whole = (text: Draw) =>
      fills({ partialBps: 10_000 }, text).every(
        ({ qtyNanos }) => qtyNanos === units(text.want ?? 10),
      );

    expect(whole({ profile: "alpaca", want: 1 })).toBe(true);
    expect(whole({ profile: "standard", want: 5 })).toBe(true);
  });
});

test("nothing is drawn when nothing is switched on", () => {
  expect(fills({ seed: 7, latencyMs: 100 })[0]).toMatchObject({ seedState: null });
});

/**
 * The rules on their own: facts in, price and size out. Expected values are the table of engine.md §4
 * applied by hand; ticks are a cent unless the row says otherwise.
 */
import { describe, expect, test } from "vitest";
import type { FillProfile } from "../../account/account-state";
import { formatPrice, formatQuantity } from "../../decimal";
import { ZERO_NANOS } from "../../money";
import { dollars, equity, instrument, quantity, quote, trade } from "../../testing/builders";
import { DEFAULT_SETTINGS } from "../profile/fill-settings";
import { decideFill } from "./decide-fill";
import type { FillFacts } from "./fill-facts";

interface FactsText {
  readonly profile?: FillProfile;
  readonly side?: "buy" | "sell";
  readonly limit?: string | null;
  readonly resting?: boolean;
  readonly want?: string;
  readonly allOrNone?: boolean;
  readonly touch?: { bid?: string; ask?: string; size?: number; afterGap?: boolean };
  readonly taken?: string;
  /** "30 @ 9.94", oldest first. */
  readonly prints?: readonly string[];
  readonly ahead?: string;
  readonly settings?: Partial<FillFacts["settings"]>;
}

/** A resting buy of 10 at 9.95 that the market is at 9.99/10.01 for, unless the row says more. */
function facts(text: FactsText): FillFacts {
  const { side = "buy", limit = "9.95", prints = [] } = text;
  return {
    orderId: "order-1",
    fillNumber: 1,
    profile: text.profile ?? "standard",
    settings: { ...DEFAULT_SETTINGS, ...text.settings },
    multiLeg: false,
    limitMicros: limit === null ? null : dollars(limit),
    resting: text.resting ?? limit !== null,
    allOrNone: text.allOrNone ?? false,
    remainingNanos: quantity(text.want ?? "10"),
    legs: [
      {
        instrument: equity(),
        side,
        ratio: 1,
        quote: quote({ size: 50, ...text.touch }),
        takenBeforeNanos: quantity(text.taken ?? "0"),
      },
    ],
    prints: prints.map((print) => {
      const [size = "", price = ""] = print.split(" @ ");
      return { trade: trade({ price, size: Number(size) }), takenBeforeNanos: ZERO_NANOS };
    }),
    aheadNanos: text.ahead === undefined ? null : quantity(text.ahead),
  };
}

function outcome(text: FactsText): string {
  const decision = decideFill(facts(text));
  if (decision.kind === "wait") return decision.reason.code;
  const { qtyNanos, priceMicros, ruleId } = decision;
  return `${formatQuantity(qtyNanos)} @ ${formatPrice(priceMicros)} by ${ruleId}`;
}

const at = (ask: string, bid = "9.90") => ({ bid, ask });

describe("a resting buy at 9.95", () => {
  test.each<FactsText & { is: { readonly [P in FillProfile]: string } }>([
    {
      touch: at("9.96"),
      is: {
        strict: "limit_not_reached",
        standard: "limit_not_reached",
        queue: "limit_not_reached",
        alpaca: "limit_not_reached",
      },
    },
    {
      touch: at("9.95"),
      is: {
        strict: "limit_not_crossed",
        standard: "10 @ 9.95 by limit_resting",
        queue: "limit_not_crossed",
        alpaca: "10 @ 9.95 by limit_at_quote",
      },
    },
    {
      touch: at("9.9401"),
      is: {
        strict: "limit_not_crossed",
        standard: "10 @ 9.95 by limit_resting",
        queue: "limit_not_crossed",
        alpaca: "10 @ 9.9401 by limit_at_quote",
      },
    },
    {
      touch: at("9.94"),
      is: {
        strict: "10 @ 9.95 by limit_crossed",
        standard: "10 @ 9.95 by limit_resting",
        queue: "10 @ 9.95 by limit_crossed",
        alpaca: "10 @ 9.94 by limit_at_quote",
      },
    },
    {
      touch: { ...at("9.50", "9.40"), afterGap: true },
      is: {
        strict: "10 @ 9.95 by limit_crossed",
        standard: "10 @ 9.50 by limit_after_gap",
        queue: "10 @ 9.95 by limit_crossed",
        alpaca: "10 @ 9.50 by limit_at_quote",
      },
    },
    // Displayed 50, of which 45 are the account's already.
    {
      touch: at("9.94"),
      taken: "45",
      is: {
        strict: "5 @ 9.95 by limit_crossed",
        standard: "5 @ 9.95 by limit_resting",
        queue: "5 @ 9.95 by limit_crossed",
        alpaca: "10 @ 9.94 by limit_at_quote",
      },
    },
    {
      touch: at("9.94"),
      taken: "50",
      is: {
        strict: "size_consumed",
        standard: "size_consumed",
        queue: "size_consumed",
        alpaca: "10 @ 9.94 by limit_at_quote",
      },
    },
    // The quote is far; 4 printed a tick through the limit.
    {
      prints: ["4 @ 9.94"],
      is: {
        strict: "4 @ 9.95 by limit_traded_through",
        standard: "limit_not_reached",
        queue: "4 @ 9.95 by limit_traded_through",
        alpaca: "limit_not_reached",
      },
    },
    // Half a cent through is no tick, and it is not at the limit either.
    {
      prints: ["4 @ 9.945"],
      ahead: "0",
      is: {
        strict: "limit_not_reached",
        standard: "limit_not_reached",
        queue: "limit_not_reached",
        alpaca: "limit_not_reached",
      },
    },
    // 20 ahead: the first print leaves 5 ahead, the second brings 8 − 5 = 3.
    {
      prints: ["15 @ 9.95", "8 @ 9.95"],
      ahead: "20",
      is: {
        strict: "limit_not_reached",
        standard: "limit_not_reached",
        queue: "3 @ 9.95 by limit_queue_reached",
        alpaca: "limit_not_reached",
      },
    },
    // A trade through ends the queue: all 2 of it, then all 3 at the limit.
    {
      prints: ["2 @ 9.90", "3 @ 9.95"],
      ahead: "20",
      is: {
        strict: "2 @ 9.95 by limit_traded_through",
        standard: "limit_not_reached",
        queue: "5 @ 9.95 by limit_queue_reached",
        alpaca: "limit_not_reached",
      },
    },
    // Nobody knows the queue of a price behind the best: prints at it prove nothing.
    {
      prints: ["500 @ 9.95"],
      is: {
        strict: "limit_not_reached",
        standard: "limit_not_reached",
        queue: "limit_not_reached",
        alpaca: "limit_not_reached",
      },
    },
    // The crossing quote is taken already, and a print stands in for it.
    {
      touch: at("9.94"),
      taken: "50",
      prints: ["6 @ 9.94"],
      is: {
        strict: "6 @ 9.95 by limit_traded_through",
        standard: "size_consumed",
        queue: "6 @ 9.95 by limit_traded_through",
        alpaca: "10 @ 9.94 by limit_at_quote",
      },
    },
  ])("ask $touch.ask, taken $taken, prints $prints, ahead $ahead: $is", ({ is, ...text }) => {
    for (const profile of ["strict", "standard", "queue", "alpaca"] as const) {
      expect(`${profile}: ${outcome({ ...text, profile })}`).toBe(`${profile}: ${is[profile]}`);
    }
  });

  test("a resting sale mirrors it", () => {
    const sale = { side: "sell", limit: "10.05" } as const;
    const met = (bid: string, profile: FillProfile) =>
      outcome({ ...sale, profile, touch: { bid, ask: "10.10" } });

    expect(met("10.05", "strict")).toBe("limit_not_crossed");
    expect(met("10.06", "strict")).toBe("10 @ 10.05 by limit_crossed");
    expect(met("10.06", "standard")).toBe("10 @ 10.05 by limit_resting");
    expect(met("10.06", "alpaca")).toBe("10 @ 10.06 by limit_at_quote");
    expect(outcome({ ...sale, profile: "strict", prints: ["4 @ 10.06"] })).toBe(
      "4 @ 10.05 by limit_traded_through",
    );
  });
});

describe("marketable on arrival pays the quote in every profile", () => {
  test.each(["strict", "standard", "queue", "alpaca"] as const)("%s", (profile) => {
    const arrived = { profile, resting: false, limit: "10.05" } as const;

    expect(outcome(arrived)).toBe("10 @ 10.01 by limit_marketable_on_arrival");
    expect(outcome({ ...arrived, limit: null })).toBe("10 @ 10.01 by market_at_quote");
    expect(outcome({ ...arrived, side: "sell", limit: "9.90" })).toBe(
      "10 @ 9.99 by limit_marketable_on_arrival",
    );
    expect(outcome({ ...arrived, limit: "10.00" })).toBe("limit_not_reached");
  });
});

describe("all or nothing", () => {
  const all = { resting: false, limit: "10.01", allOrNone: true } as const;

  test.each([
    { want: "50", is: "50 @ 10.01 by limit_marketable_on_arrival" },
    { want: "51", is: "size_not_whole" },
    { want: "50", taken: "1", is: "size_not_whole" },
    { want: "500", profile: "alpaca" as const, is: "500 @ 10.01 by limit_marketable_on_arrival" },
  ])("$want of 50, $taken taken: $is", ({ is, ...text }) => {
    expect(outcome({ ...all, ...text })).toBe(is);
  });

  test("says what is needed and what there is", () => {
    const decision = decideFill(facts({ ...all, want: "51" }));

    expect(decision).toMatchObject({
      reason: { symbol: "AAPL", availableNanos: quantity("50"), neededNanos: quantity("51") },
    });
  });
});

describe("a spread of two legs", () => {
  function spread(profile: FillProfile, resting: boolean, limit: string): string {
    const legs = [
      { name: "SPY-600P", side: "sell", bid: "2.10", ask: "2.20" },
      { name: "SPY-595P", side: "buy", bid: "0.90", ask: "1.00" },
    ] as const;
    const decision = decideFill({
      ...facts({ profile, resting, limit }),
      multiLeg: true,
      legs: legs.map(({ name, side, ...touch }) => ({
        instrument: instrument(name),
        side,
        ratio: 1,
        quote: quote({ symbol: name, size: 4, ...touch }),
        takenBeforeNanos: ZERO_NANOS,
      })),
    });
    if (decision.kind === "wait") return decision.reason.code;
    return `${formatQuantity(decision.qtyNanos)} @ ${decision.legPricesMicros.map(formatPrice).join("/")}`;
  }

  test.each([
    // The quotes give 2.10 − 1.00 = 1.10.
    { profile: "standard", resting: true, limit: "-1.10", is: "4 @ 2.10/1.00" },
    { profile: "strict", resting: true, limit: "-1.10", is: "limit_not_crossed" },
    { profile: "queue", resting: true, limit: "-1.10", is: "limit_not_crossed" },
    { profile: "strict", resting: true, limit: "-1.09", is: "4 @ 2.10/1.00" },
    { profile: "strict", resting: false, limit: "-1.10", is: "4 @ 2.10/1.00" },
    { profile: "alpaca", resting: true, limit: "-1.10", is: "10 @ 2.10/1.00" },
    { profile: "alpaca", resting: true, limit: "-1.11", is: "limit_not_reached" },
  ] as const)("$profile, resting $resting, at $limit: $is", ({ profile, resting, limit, is }) => {
    expect(spread(profile, resting, limit)).toBe(is);
  });
});

/**
 * Every rule explains its fill and recomputes it: the sentence, the rule's own steps, and that a
 * record in which any of its numbers was altered does not come out the same.
 */
import { describe, expect, test } from "vitest";
import type { OrderFilled } from "../event/event";
import { DEFAULT_SETTINGS } from "../match/profile/fill-settings";
import { units } from "../money";
import { dollars, IN_SESSION_MS, marketOrder, trade } from "../testing/builders";
import { FILLS, fillOf } from "../testing/sample-fills";
import { explainFill } from "./explain-fill";
import { isReproducible } from "./recompute-fill";

describe("each rule says why, in one sentence and in its steps", () => {
  test.each([
    {
      rule: "limit_crossed",
      sentence:
        "Bought 25 × AAPL at 9.95: the quote went through the resting limit by a tick, so it traded at its limit. Best bid/ask then 9.90/9.94, sizes 25/25, at 10:00:02.000 ET. Your limit was 9.95.",
      steps: [
        "Buy 25 × AAPL at 9.95: ask 9.94 × 25, quote of 10:00:02.000 ET (sim)",
        "The ask 9.94 is at least a tick of 0.01 beyond the limit 9.95",
        "Filled 25 of 40 that were left; 15 rest",
      ],
    },
    {
      rule: "limit_traded_through",
      sentence:
        "Bought 35 × AAPL at 9.95: trades printed through the resting limit, so it traded at its limit. Best bid/ask then 9.99/10.01, sizes 50/50, at 10:00:00.000 ET. Your limit was 9.95.",
      steps: [
        "Buy 35 × AAPL at 9.95: ask 10.01 × 50, quote of 10:00:00.000 ET (sim)",
        "Print of 30 at 9.94, 10:00:00.500 ET on Q: 30 for this order",
        "Print of 5 at 9.93, 10:00:01.500 ET on Q: 5 for this order",
        "Filled 35 of 40 that were left; 5 rest",
      ],
    },
    {
      // 50 displayed when it joined; 45 of them traded, and of the next 12 the last 7 are its own.
      rule: "limit_queue_reached",
      sentence:
        "Bought 7 × AAPL at 9.99: what was ahead of it in the queue had traded, so it got the rest of the print at its limit. Best bid/ask then 9.99/10.01, sizes 50/50, at 10:00:00.000 ET. Your limit was 9.99.",
      steps: [
        "Buy 7 × AAPL at 9.99: ask 10.01 × 50, quote of 10:00:00.000 ET (sim)",
        "Queue at 9.99: 50 displayed when it joined, 45 gone since, 5 ahead before the first print",
        "Print of 12 at 9.99, 10:00:01.000 ET on Q: 7 for this order",
        "Filled 7 of 40 that were left; 33 rest",
      ],
    },
    {
      rule: "limit_at_quote",
      sentence:
        "Bought 40 × AAPL at 9.94: the quote reached the resting limit, and this profile trades at the quote. Best bid/ask then 9.90/9.94, sizes 25/25, at 10:00:02.000 ET. Your limit was 9.95.",
      steps: [
        "Buy 40 × AAPL at 9.94: ask 9.94 × 25, any size, quote of 10:00:02.000 ET (sim)",
        "Filled 40 of 40 that were left; nothing remains",
      ],
    },
    {
      rule: "limit_after_gap",
      sentence:
        "Bought 25 × AAPL at 9.94: this was the first quote after a gap, so the limit got the better quote. Best bid/ask then 9.90/9.94, sizes 25/25, at 10:00:02.000 ET. Your limit was 9.95.",
      steps: [
        "Buy 25 × AAPL at 9.94: ask 9.94 × 25, quote of 10:00:02.000 ET (sim)",
        "First quote after a gap: the better of limit 9.95 and quote",
        "Filled 25 of 40 that were left; 15 rest",
      ],
    },
  ] as const)("$rule", ({ rule, sentence, steps }) => {
    const explained = explainFill(FILLS[rule]);

    expect(FILLS[rule].ruleId).toBe(rule);
    expect(explained.sentence).toBe(sentence);
    expect(explained.steps).toEqual(steps);
  });

  test("chance is shown with its seed, whatever it drew", () => {
    const improved = fillOf({
      draft: marketOrder("buy", "10"),
      settings: { improvementBps: 10_000, seed: 42 },
    });

    expect(improved.priceMicros).toBe(dollars("10.00"));
    expect(explainFill(improved).steps[1]).toBe(
      `By chance price improvement of 0.01, drawn from seed 42 (state ${improved.seedState})`,
    );
    expect(explainFill(improved).sentence).toContain(
      "up to its displayed size, with price improvement of 0.01. Best bid/ask",
    );
    const slipped = fillOf({
      draft: marketOrder("buy", "10", { id: "slips" }),
      settings: { slippageTicksMax: 100, seed: 1 },
    });
    const cents = (slipped.priceMicros - dollars("10.01")) / dollars("0.01");
    expect(cents).toBeGreaterThan(0n);
    expect(explainFill(slipped).sentence).toMatch(/, with slippage of [01]\.[0-9]{2}\. /);
    const plain = fillOf({ draft: marketOrder("buy", "10"), settings: { partialBps: 1 } });
    expect(explainFill(plain).steps[1]).toMatch(
      /^By chance no slippage or improvement, drawn from seed 0/,
    );
  });

  test("a market order of any size says so", () => {
    const whole = fillOf({ profile: "alpaca", draft: marketOrder("buy", "500") });

    expect(explainFill(whole).sentence).toContain("whatever its size in this profile");
  });

  test("a fill after a stop begins with what set it off", () => {
    const by = { kind: "trade", trade: trade({ price: "10.20", size: 100 }) } as const;
    const stop = { atMs: IN_SESSION_MS, stopMicros: dollars("10.20"), by };

    expect(explainFill({ ...FILLS.market_at_quote, stop }).steps[0]).toBe(
      "Stop at 10.20: set off by a trade at 10.20 × 100 at 10:00:00.000 ET",
    );
  });
});

describe("each rule recomputes from its record, and an altered record does not", () => {
  const rows = Object.entries(FILLS).map(([rule, fill]) => ({ rule, fill }));

  test.each(rows)("$rule", ({ rule, fill }) => {
    expect(fill.ruleId).toBe(rule);
    expect(isReproducible(fill)).toBe(true);
    const [leg, ...others] = fill.legs;
    if (leg === undefined) throw new Error("a fill has a leg");
    const cent = dollars("0.01");
    const altered: Partial<OrderFilled>[] = [
      { priceMicros: (fill.priceMicros - cent) as typeof cent },
      { qtyNanos: units(1) },
      { remainingBeforeNanos: units(1) },
      { remainingAfterNanos: units(77) },
      { ruleId: rule === "market_at_quote" ? "limit_resting" : "market_at_quote" },
      { seedState: 5 },
      { legs: [{ ...leg, priceMicros: (leg.priceMicros + cent) as typeof cent }, ...others] },
    ];
    for (const change of altered) {
      expect(isReproducible({ ...fill, ...change }), JSON.stringify(Object.keys(change))).toBe(
        false,
      );
    }
  });

  test("who was ahead, what was printed and what was taken of it", () => {
    const fill = FILLS.limit_queue_reached;
    const [first] = fill.prints ?? [];
    if (first === undefined) throw new Error("it was filled by a print");
    const { prints: _, ...without } = fill;

    expect(isReproducible({ ...fill, aheadNanos: units(6) })).toBe(false);
    expect(isReproducible(without)).toBe(false);
    expect(isReproducible({ ...fill, prints: [{ ...first, takenNanos: units(8) }] })).toBe(false);
    expect(isReproducible({ ...fill, prints: [{ ...first, takenBeforeNanos: units(1) }] })).toBe(
      false,
    );
    const through = { ...first, trade: { ...first.trade, priceMicros: dollars("9.98") } };
    expect(isReproducible({ ...fill, prints: [through] })).toBe(false);
  });

  test("the seed it was drawn from", () => {
    const settings = { ...DEFAULT_SETTINGS, improvementBps: 5_000, seed: 42 };
    const fill = fillOf({ draft: marketOrder("buy", "10"), settings });

    expect(isReproducible(fill)).toBe(true);
    expect(isReproducible({ ...fill, settings: { ...settings, seed: 43 } })).toBe(false);
    expect(isReproducible({ ...fill, seedState: (fill.seedState ?? 0) + 1 })).toBe(false);
    expect(isReproducible({ ...fill, fillNumber: 2 })).toBe(false);
  });
});

describe("fills from before records said whether an order rested", () => {
  test.each([
    "market_at_quote",
    "limit_marketable_on_arrival",
    "limit_after_gap",
    "limit_resting",
    "mleg_at_quotes",
  ] as const)("%s", (rule) => {
    const { resting: _, ...old } = FILLS[rule];

    expect(isReproducible(old)).toBe(true);
  });
});

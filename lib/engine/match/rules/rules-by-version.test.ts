/** A rule may change and an old fill keeps the rules it was decided by (decisions 31). */
import { expect, test } from "vitest";
import type { OrderFilled } from "../../event/event";
import { isReproducible, recomputeFill } from "../../explain/recompute-fill";
import { RULES_VERSION } from "../../rules-version";
import { account, dollars, limitOrder, quote, run, submitted } from "../../testing/builders";
import { marketOf } from "../../testing/market";
import { decideFill } from "./decide-fill";
import type { FillRules } from "./fill-facts";
import { FILL_RULES, type RulesByVersion } from "./rules-by-version";

const NEXT = RULES_VERSION + 1;

/** As if the next version let resting limits trade at the quote that reached them. */
const restingAtTheQuote: FillRules = (facts) =>
  decideFill({ ...facts, resting: facts.resting && facts.profile !== "standard" });

const RULES: RulesByVersion = { ...FILL_RULES, [NEXT]: restingAtTheQuote };

/** A resting buy at 9.95 that an ask of 9.90 reached: by today's rules it pays its limit. */
function oldFill(): OrderFilled {
  const { state } = submitted(account(), limitOrder("buy", "10 @ 9.95"), marketOf([quote()]));
  const match = { type: "match_order", orderId: "order-1", trigger: "quote" } as const;
  const market = marketOf([quote({ bid: "9.88", ask: "9.90" })]);
  const [fill] = run(state, match, market).events;
  if (fill?.type !== "order_filled") throw new Error("it fills");
  return fill;
}

test("an old fill is decided by its own version, a new one by the new rule", () => {
  const old = oldFill();

  expect(old.rules).toBe(RULES_VERSION);
  expect(recomputeFill(old, RULES)).toMatchObject({ value: { priceMicros: dollars("9.95") } });
  expect(recomputeFill({ ...old, rules: NEXT }, RULES)).toMatchObject({
    value: { priceMicros: dollars("9.90") },
  });
  expect(isReproducible(old, RULES)).toBe(true);
  // The same record under the other version is not what that version would have decided.
  expect(isReproducible({ ...old, rules: NEXT }, RULES)).toBe(false);
});

test("rules nobody knows are named, and such a fill proves nothing", () => {
  const unknown = { ...oldFill(), rules: 99 };

  expect(recomputeFill(unknown)).toEqual({
    ok: false,
    error: { code: "unknown_rules", rules: 99 },
  });
  expect(isReproducible(unknown)).toBe(false);
});

test("today's version has its rules", () => {
  expect(FILL_RULES[RULES_VERSION]).toBeDefined();
});

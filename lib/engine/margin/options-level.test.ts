/** What a level lets an account open under the policy `alpaca` (alpaca-wire.md §2.8 and §2.10, read 2026-11-21). */
import { describe, expect, test } from "vitest";
import { NO_CHOICES } from "../account/owner-choices";
import { ZERO_MICROS, ZERO_NANOS } from "../money";
import type { OrderDraft } from "../order/draft";
import type { PositionIntent } from "../order/order";
import { account, limitOrder, spreadOrder } from "../testing/builders";
import type { OptionsLevel } from "./margin-state";
import { findLevelRejection } from "./options-level";

interface Given {
  readonly level?: OptionsLevel;
  readonly policy?: "regt" | "alpaca";
  /** The legs that close, by their place; the others open. */
  readonly closing?: readonly number[];
}

function rejection(draft: OrderDraft, { level = 3, policy = "alpaca", closing = [] }: Given = {}) {
  const { margin } = account();
  const legs = draft.legs.map((leg, at) => {
    const intent: PositionIntent = `${leg.side}_to_${closing.includes(at) ? "close" : "open"}`;
    return { ...leg, intent, filledValueMicros: ZERO_MICROS, filledNanos: ZERO_NANOS };
  });
  const state = { policy, margin: { ...margin, optionsLevel: level }, choices: NO_CHOICES };
  return findLevelRejection(state, { ...draft, legs });
}

const sale = limitOrder("sell", "1 @ 2", { symbol: "SPY-600P" });
const purchase = limitOrder("buy", "1 @ 2", { symbol: "SPY-600P" });
const spread = spreadOrder("1 @ -1.00", "-SPY-600P +SPY-590P");

describe("the level an order needs", () => {
  test.each([
    { name: "a sale", draft: sale, needs: 1 },
    { name: "a purchase", draft: purchase, needs: 2 },
    { name: "several legs", draft: spread, needs: 3 },
  ] as const)("$name: $needs", ({ draft, needs }) => {
    const below = (needs - 1) as OptionsLevel;

    expect(rejection(draft, { level: below })).toEqual({
      ...{ code: "options_level", level: below, needs },
    });
    expect(rejection(draft, { level: needs })).toBeNull();
  });

  test("none to close, for stock, or where the policy knows no levels", () => {
    expect(rejection(purchase, { level: 0, closing: [0] })).toBeNull();
    expect(rejection(spread, { level: 0, closing: [0, 1] })).toBeNull();
    expect(rejection(limitOrder("buy", "1 @ 600", { symbol: "SPY" }), { level: 0 })).toBeNull();
    expect(rejection(spread, { level: 0, policy: "regt" })).toBeNull();
  });
});

describe("each short of several legs is covered by a leg that the order opens", () => {
  const uncovered = { code: "mleg_uncovered" };

  test.each<{ name: string; legs: string; closing?: readonly number[]; is: unknown }>([
    { name: "one for one", legs: "-SPY-600P +SPY-590P", is: null },
    { name: "two for two", legs: "-2*SPY-600P +2*SPY-590P", is: null },
    { name: "two shorts on one long", legs: "-2*SPY-600P +SPY-590P", is: uncovered },
    { name: "one short on two longs", legs: "-SPY-600P +2*SPY-590P", is: null },
    { name: "a put does not cover a call", legs: "-SPY-610C +SPY-590P", is: uncovered },
    { name: "nor a call a put", legs: "-SPY-600P +SPY-620C", is: uncovered },
    { name: "a condor", legs: "-SPY-600P +SPY-590P -SPY-610C +SPY-620C", is: null },
    { name: "a condor with a wing missing", legs: "-SPY-600P +SPY-590P -SPY-610C", is: uncovered },
    { name: "a long that lives longer", legs: "-SPY-600P +SPY-590P@270115", is: null },
    { name: "a long that ends before", legs: "-SPY-600P@270115 +SPY-590P", is: uncovered },
    // January's long covers one of the two only.
    {
      name: "one long for two expiries",
      legs: "-SPY-600P -SPY-600P@270115 +SPY-590P@270115",
      is: uncovered,
    },
    { name: "a hundred shares cover a call", legs: "+100*SPY -SPY-610C", is: null },
    { name: "ninety-nine do not", legs: "+99*SPY -SPY-610C", is: uncovered },
    { name: "nor do a hundred cover two", legs: "+100*SPY -2*SPY-610C", is: uncovered },
    { name: "nor shares that are sold", legs: "-100*SPY -SPY-610C", is: uncovered },
    { name: "nor any a put", legs: "+100*SPY -SPY-600P", is: uncovered },
    // A roll: what it buys closes another short, and covers nothing.
    { name: "a leg that closes", legs: "+SPY-590P -SPY-600P", closing: [0], is: uncovered },
    { name: "a short that closes needs none", legs: "-SPY-590P +SPY-600P", closing: [0], is: null },
  ])("$name", ({ legs, closing = [], is }) => {
    expect(rejection(spreadOrder("1 @ 1.00", legs), { closing })).toEqual(is);
  });
});

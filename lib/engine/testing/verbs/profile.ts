/**
 * How an account's orders fill, and why they did or did not:
 *
 *   profile  NAME strict|standard|queue|alpaca [latency MS] [slippage TICKS] [improve BPS] [partial BPS] [seed N]
 *   why      NAME ID          the sentence of a working order
 *   rule     NAME             the rule of the last fill
 */
import type { FillProfile } from "../../account/account-state";
import { present } from "../../assert";
import { explainWorking } from "../../explain/explain-order";
import { acted, traderOf, type Verbs, type Words } from "./story";

export const PROFILE_VERBS: Verbs = {
  profile(story, words) {
    const trader = traderOf(story, words.next());
    const profile = words.next() as FillProfile;
    const settings = {
      latencyMs: numberAfter(words, "latency"),
      slippageTicksMax: numberAfter(words, "slippage"),
      improvementBps: numberAfter(words, "improve"),
      partialBps: numberAfter(words, "partial"),
      seed: numberAfter(words, "seed"),
    };
    const { fees } = trader.state;
    const command = { type: "change_settings", profile, settings, fees } as const;
    return acted(trader, () => trader.ask(command, story.market.view()));
  },
  why(story, words) {
    const { state } = traderOf(story, words.next());
    const order = present(state.orders.get(words.next()), "the order works");
    return explainWorking(state, order, story.market.view());
  },
  rule(story, words) {
    const events = traderOf(story, words.next()).steps.map((step) => step.event);
    const fill = events.findLast((event) => event.type === "order_filled");
    return fill?.type === "order_filled" ? fill.ruleId : "none";
  },
};

function numberAfter(words: Words, keyword: string): number {
  return Number(words.after(keyword) ?? "0");
}

/** Fills of every rule, as the engine made them, for tests of what is said and recomputed of a fill. */
import type { FillProfile } from "../account/account-state";
import type { FillRuleId, OrderFilled } from "../event/event";
import { DEFAULT_SETTINGS, type FillSettings } from "../match/profile/fill-settings";
import type { OrderDraft } from "../order/draft";
import {
  account,
  IN_SESSION_MS,
  limitOrder,
  marketOrder,
  quote,
  run,
  spreadOrder,
  trade,
} from "./builders";
import { marketOf } from "./market";

const TOUCH = quote({ bid: "9.99", ask: "10.01", size: 50 });
export const LATER_MS = IN_SESSION_MS + 2_000;
const SHORT = quote({ symbol: "SPY-600P", bid: "2.10", ask: "2.20", size: 20 });
const LONG = quote({ symbol: "SPY-595P", bid: "0.90", ask: "1.00", size: 20 });

interface FillText {
  readonly profile?: FillProfile;
  readonly draft: OrderDraft;
  readonly later?: ReturnType<typeof quote>;
  readonly prints?: readonly ReturnType<typeof trade>[];
  readonly settings?: Partial<FillSettings>;
}

/** The fill of an order that arrived at 9.99/10.01 and was looked at again two seconds later. */
export function fillOf({
  profile = "standard",
  draft,
  later = TOUCH,
  prints = [],
  settings,
}: FillText) {
  const arrival = marketOf([TOUCH, SHORT, LONG]);
  const chosen = { ...DEFAULT_SETTINGS, ...settings };
  const change = { type: "change_settings", profile, settings: chosen, fees: "none" } as const;
  const match = { type: "match_order", orderId: draft.id, trigger: "quote" } as const;
  let { state } = run(account(), change, arrival);
  ({ state } = run(state, { type: "submit_order", draft }, arrival));
  // A resting order is looked at on arrival, when nothing fills, as the matcher does.
  if (state.orders.get(draft.id)?.rested) ({ state } = run(state, match, arrival));
  const market = marketOf([later, SHORT, LONG], { nowMs: LATER_MS, trades: prints });
  const fill = run(state, match, market).events.find(({ type }) => type === "order_filled");
  if (fill?.type !== "order_filled") throw new Error("the order fills");
  return fill;
}

/** A print so many half seconds after the order came. */
export const print = (price: string, size: number, seq: number) =>
  trade({ price, size, seq, atMs: IN_SESSION_MS + seq * 500 });
const resting = limitOrder("buy", "40 @ 9.95");
const crossed = quote({ bid: "9.90", ask: "9.94", size: 25, atMs: LATER_MS });

/** A fill by each rule of continuous trading. */
export const FILLS: { readonly [R in Exclude<FillRuleId, "auction_print">]: OrderFilled } = {
  market_at_quote: fillOf({ draft: marketOrder("buy", "10") }),
  limit_marketable_on_arrival: fillOf({ draft: limitOrder("buy", "10 @ 10.05") }),
  limit_resting: fillOf({ draft: resting, later: crossed }),
  limit_after_gap: fillOf({ draft: resting, later: { ...crossed, afterGap: true } }),
  limit_crossed: fillOf({ profile: "strict", draft: resting, later: crossed }),
  limit_traded_through: fillOf({
    profile: "strict",
    draft: resting,
    prints: [print("9.94", 30, 1), print("9.95", 99, 2), print("9.93", 5, 3)],
  }),
  limit_queue_reached: fillOf({
    profile: "queue",
    draft: limitOrder("buy", "40 @ 9.99"),
    prints: [print("9.99", 45, 1), print("9.99", 12, 2)],
  }),
  limit_at_quote: fillOf({ profile: "alpaca", draft: resting, later: crossed }),
  mleg_at_quotes: fillOf({ draft: spreadOrder("3 @ -1.00", "-SPY-600P +SPY-595P") }),
};

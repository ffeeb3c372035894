/**
 * Orders that the engine itself places one after another, each on the state the one before it left. They
 * close what must be closed: what that costs beyond the account's means is left to a margin call. Source:
 * FINRA Rule 2264 (a firm can force a sale unasked, and its customer owes the deficit), read 2026-11-22.
 */
import type { AccountState } from "../account/account-state";
import { evolveAll } from "../account/evolve";
import type { AccountEvent } from "../event/event";
import type { EventBase } from "../event/event-base";
import type { MarketView } from "../market/quote";
import { ok, type Result } from "../result";
import { acceptOrder } from "./accept-order";
import type { OrderDraft } from "./draft";
import type { Rejection } from "./rejection";

/** The acceptances of all drafts, or the first refusal: none is placed then. */
export function placeOrders(
  state: AccountState,
  drafts: readonly OrderDraft[],
  { market, base }: { readonly market: MarketView; readonly base: EventBase },
): Result<readonly AccountEvent[], Rejection> {
  const events: AccountEvent[] = [];
  let next = state;
  for (const draft of drafts) {
    const accepted = acceptOrder(next, draft, market, "engine");
    if (!accepted.ok) return accepted;
    const placed = accepted.value.map(
      (order) => ({ type: "order_accepted", order, ...base }) as const,
    );
    next = evolveAll(next, placed);
    events.push(...placed);
  }
  return ok(events);
}

/**
 * Accepts or refuses one order, once: the same client order id never makes two orders.
 *
 * Load, decide and store happen in the one door; here the request meets the catalog and the ids are
 * made. Program API and ticket both call this.
 */
import type { AccountState } from "@/lib/engine/account/account-state";
import { present } from "@/lib/engine/assert";
import { type Instrument, underlyingOf } from "@/lib/engine/instrument/instrument";
import { findHoursRejection } from "@/lib/engine/order/check-market";
import type { GroupDraft, OrderDraft } from "@/lib/engine/order/draft";
import type { Order } from "@/lib/engine/order/order";
import type { Rejection } from "@/lib/engine/order/rejection";
import type { NewGroup, NewOrder } from "@/lib/wire/new-order";
import type { Caller, Deps } from "../deps";
import { freshIds, type NewId } from "../ids";
import { withSymbols } from "../market/symbols-of-ids";
import { awaitQuotes } from "../market/watch";
import { findOrder } from "./find-orders";

export type SubmitResult =
  | { readonly kind: "accepted"; readonly order: Order; readonly state: AccountState }
  | { readonly kind: "unknown_symbol"; readonly symbol: string }
  | { readonly kind: "refused"; readonly rejection: Rejection }
  /** The client order id is taken; here is the order that has it. */
  | { readonly kind: "duplicate"; readonly order: Order };

/** An option nobody looked at yet gets this long to show a first quote before it is judged. */
const FIRST_QUOTE_MS_MAX = 1_500;

/** Submits an order to the caller's account. */
export async function submitOrder(
  deps: Deps,
  caller: Caller,
  asked: NewOrder,
  newId: NewId = freshIds(deps.clock),
): Promise<SubmitResult> {
  const request = await withSymbols(deps, asked);
  const symbols = request.legs.map((leg) => leg.symbol);
  const instruments = await deps.catalog.findInstruments(symbols);
  const unknown = symbols.find((symbol) => !instruments.has(symbol));
  if (unknown !== undefined) return { kind: "unknown_symbol", symbol: unknown };
  const draft = draftOf(request, instruments, newId);
  if (findHoursRejection(draft, deps.marketClock.nowMs(caller.feed)) === null) {
    await awaitQuotes(deps, caller.feed, quotedSymbols(draft), FIRST_QUOTE_MS_MAX);
  }

  const answer = await deps.door.ask({
    accountId: caller.accountId,
    feed: caller.feed,
    command: { type: "submit_order", draft },
  });
  if (answer.kind === "refused") return answer;
  if (answer.kind === "duplicate") return duplicate(deps, caller, draft, answer.orderId);
  const order = answer.state.orders.get(draft.id);
  return {
    kind: "accepted",
    order: present(order, "an accepted order is working"),
    state: answer.state,
  };
}

/** The draft of a request: ids are made here, so that a retry inside the door keeps them. */
export function draftOf(
  request: NewOrder,
  instruments: ReadonlyMap<string, Instrument>,
  newId: NewId,
): OrderDraft {
  const id = newId();
  const simple = request.orderClass === "simple";
  const clientOrderId = request.clientOrderId ?? newId();
  const { group, ...rest } = request;
  return {
    ...rest,
    id,
    clientOrderId,
    ...(group !== undefined && { group: groupDraft(group, newId) }),
    legs: request.legs.map((leg) => {
      const legId = simple ? id : newId();
      return {
        id: legId,
        clientOrderId: simple ? clientOrderId : legId,
        instrument: present(instruments.get(leg.symbol), "legs are known instruments"),
        side: leg.side,
        ratio: leg.ratio,
        intent: leg.intent,
      };
    }),
  };
}

/** The exits with ids of their own: their sender names none (alpaca-wire.md §1.6). */
function groupDraft({ kind, takeProfit, stopLoss }: NewGroup, newId: NewId): GroupDraft {
  const ids = () => ({ id: newId(), clientOrderId: newId() });
  return {
    kind,
    ...(takeProfit !== undefined && { takeProfit: { ...takeProfit, ...ids() } }),
    ...(stopLoss !== undefined && { stopLoss: { ...stopLoss, ...ids() } }),
  };
}

/** Every symbol whose quote a decision on the draft reads. */
export function quotedSymbols(draft: OrderDraft): readonly string[] {
  const all = draft.legs.flatMap(({ instrument }) => [instrument.symbol, underlyingOf(instrument)]);
  return [...new Set(all)];
}

/**
 * A commit whose outcome was lost is retried with the same id and then finds itself: that is the
 * order just accepted, not a second one.
 */
async function duplicate(
  deps: Deps,
  caller: Caller,
  draft: OrderDraft,
  orderId: string,
): Promise<SubmitResult> {
  const order = await findOrder(deps, caller, orderId);
  if (order === null) return { kind: "refused", rejection: { code: "client_order_id_used" } };
  if (orderId !== draft.id) return { kind: "duplicate", order };
  const loaded = present(await deps.door.read(caller.accountId), "the account exists");
  return { kind: "accepted", order, state: loaded.state };
}

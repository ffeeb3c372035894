/**
 * Server actions' other half: session, origin, validation and errors, so that the actions in app/
 * are one line each. Each action is a public endpoint and is treated as one, and names the account
 * that its page shows.
 */
import { z } from "zod";
import { rejectionSentence } from "@/lib/engine/explain/explain-rejection";
import { symbolsOf } from "@/lib/server/commit/symbols-of";
import type { Caller, Deps } from "@/lib/server/deps";
import { orderView } from "@/lib/server/desk/order-view";
import { AppError } from "@/lib/server/errors";
import { bracketOrder } from "@/lib/server/ticket/bracket-order";
import { exampleOrder } from "@/lib/server/ticket/build-strategy";
import { parseChange } from "@/lib/server/ticket/parse-change";
import { previewOrder } from "@/lib/server/ticket/preview-order";
import { closeTicket, type NoFollowUp, rollTicket } from "@/lib/server/ticket/roll-ticket";
import { cancelOrder } from "@/lib/server/trading/cancel-order";
import { findOrder } from "@/lib/server/trading/find-orders";
import { replaceOrder } from "@/lib/server/trading/replace-order";
import { submitOrder } from "@/lib/server/trading/submit-order";
import { alpacaClock } from "@/lib/wire/alpaca/clock";
import type { OrderView } from "@/lib/wire/raxx/desk";
import type { PreviewView } from "@/lib/wire/raxx/preview";
import {
  type ActionResult,
  BracketForm,
  OrderChange,
  type TicketOrder,
} from "@/lib/wire/raxx/ticket";
import { actionOn, Refused } from "./action";
import { readTicket } from "./read-ticket";

/** What the ticket's order would do. */
export function previewTicket(on: unknown, input: unknown): Promise<ActionResult<PreviewView>> {
  return actionOn(on, "pages", async (deps, caller) => {
    const preview = await previewOrder(deps, caller, readTicket(input));
    if ("unknownSymbol" in preview)
      throw new Refused(`${preview.unknownSymbol} is not listed here.`);
    return preview;
  });
}

/** Places the ticket's order through the same use case as POST /v2/orders. */
export function placeTicket(on: unknown, input: unknown): Promise<ActionResult<OrderView>> {
  return actionOn(on, "calls", async (deps, caller) => {
    const result = await submitOrder(deps, caller, readTicket(input));
    if (result.kind === "unknown_symbol") throw new Refused(`${result.symbol} is not listed here.`);
    if (result.kind === "refused") throw new Refused(rejectionSentence(result.rejection));
    const loaded = await deps.door.read(caller.accountId);
    if (loaded === null) throw new AppError("not_found", "account not found");
    const market = await deps.market.view(caller.feed, symbolsOf(loaded.state, null));
    return orderView(result.order, loaded.state, market);
  });
}

/** Places the exits of a stock position. */
export function placeBracket(on: unknown, input: unknown): Promise<ActionResult<null>> {
  return actionOn(on, "calls", async (deps, caller) => {
    const order = await bracketOrder(deps, caller, BracketForm.parse(input));
    const result = await submitOrder(deps, caller, order);
    if (result.kind === "unknown_symbol") throw new Refused(`${result.symbol} is not listed here.`);
    if (result.kind === "refused") throw new Refused(rejectionSentence(result.rejection));
    return null;
  });
}

/** Cancels a working order of the session's account. */
export function cancelWorking(on: unknown, orderId: unknown): Promise<ActionResult<null>> {
  return actionOn(on, "calls", async (deps, caller) => {
    const result = await cancelOrder(deps, caller, z.string().max(64).parse(orderId));
    if (result.kind === "not_found") throw new Refused("There is no such order.");
    if (result.kind === "not_cancelable") {
      throw new Refused(`The order is already ${result.order.status}.`);
    }
    return null;
  });
}

/** Puts a changed order in the place of a working one. */
export function changeWorking(on: unknown, input: unknown): Promise<ActionResult<null>> {
  return actionOn(on, "calls", async (deps, caller) => {
    const wanted = OrderChange.parse(input);
    const order = await findOrder(deps, caller, wanted.orderId);
    if (order === null) throw new Refused("There is no such order.");
    const change = parseChange(wanted, order);
    if (!change.ok) throw new Refused(change.error);
    const result = await replaceOrder(deps, caller, { orderId: order.id, change: change.value });
    if (result.kind === "ended") throw new Refused(`The order is already ${result.order.status}.`);
    if (result.kind === "refused") throw new Refused(rejectionSentence(result.rejection));
    return null;
  });
}

const ExampleId = z.enum(["put_credit_spread", "covered_call", "cash_secured_put", "iron_condor"]);

/** An example order to edit. */
export function exampleTicket(on: unknown, exampleId: unknown): Promise<ActionResult<TicketOrder>> {
  return actionOn(on, "pages", async (deps, caller) => {
    const ticket = await exampleOrder(deps, caller, ExampleId.parse(exampleId));
    if (ticket === null) {
      throw new Refused(noExample(deps, caller));
    }
    return ticket;
  });
}

const NO_FOLLOW_UP: { readonly [N in NoFollowUp]: string } = {
  changed: "That position has changed; look at it again.",
  impossible: "One order cannot do this; close its legs one by one.",
  no_later_expiry: "No later expiry is listed yet.",
  no_quotes:
    "There are no fresh quotes for these contracts right now; try again when the market is open.",
};
const GroupId = z.string().max(400);

/** A ticket that closes or rolls a group of positions, to be looked at and sent. */
export function followUpTicket(
  on: unknown,
  kind: "close" | "roll",
  groupId: unknown,
): Promise<ActionResult<TicketOrder>> {
  return actionOn(on, "calls", async (deps, caller) => {
    const id = GroupId.parse(groupId);
    const ticket = await (kind === "close" ? closeTicket : rollTicket)(deps, caller, id);
    if (typeof ticket === "string") throw new Refused(NO_FOLLOW_UP[ticket]);
    return ticket;
  });
}

/** A closed market is the usual reason, and the user's market may be closed while ours is open. */
function noExample({ marketClock }: Deps, caller: Caller): string {
  const clock = alpacaClock(marketClock.nowMs(caller.feed));
  return clock.is_open
    ? "The options market has no fresh quotes for this example right now; try again in a moment."
    : `The market of your feed is closed; it opens at ${clock.next_open.slice(11, 16)} ET. Examples need open quotes.`;
}

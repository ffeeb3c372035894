"use server";

import {
  cancelWorking,
  changeWorking,
  exampleTicket,
  followUpTicket,
  placeBracket,
  placeTicket,
  previewTicket,
} from "@/lib/http/next/actions";
import { movedLegs, payoffOfTicket, strategyTicket } from "@/lib/http/next/builder-actions";
import type { OrderView } from "@/lib/wire/raxx/desk";
import type { PayoffView } from "@/lib/wire/raxx/payoff";
import type { PreviewView } from "@/lib/wire/raxx/preview";
import type { ActionResult, TicketLeg, TicketOrder } from "@/lib/wire/raxx/ticket";

/** Says what an order would do, without placing it. */
export async function previewAction(
  on: unknown,
  order: unknown,
): Promise<ActionResult<PreviewView>> {
  return previewTicket(on, order);
}

/** Places the ticket's order; the same client order id places it once. */
export async function placeAction(on: unknown, order: unknown): Promise<ActionResult<OrderView>> {
  return placeTicket(on, order);
}

/** Places the exits of a stock position. */
export async function bracketAction(on: unknown, form: unknown): Promise<ActionResult<null>> {
  return placeBracket(on, form);
}

/** Cancels a working order. */
export async function cancelAction(on: unknown, orderId: unknown): Promise<ActionResult<null>> {
  return cancelWorking(on, orderId);
}

/** Changes the quantity or a price of a working order. */
export async function changeAction(on: unknown, change: unknown): Promise<ActionResult<null>> {
  return changeWorking(on, change);
}

/** Fills a ticket with an example order. */
export async function exampleAction(
  on: unknown,
  exampleId: unknown,
): Promise<ActionResult<TicketOrder>> {
  return exampleTicket(on, exampleId);
}

/** Fills a ticket that closes a group of positions. */
export async function closeAction(
  on: unknown,
  groupId: unknown,
): Promise<ActionResult<TicketOrder>> {
  return followUpTicket(on, "close", groupId);
}

/** Fills a ticket that rolls the options of a group to the next expiry. */
export async function rollAction(
  on: unknown,
  groupId: unknown,
): Promise<ActionResult<TicketOrder>> {
  return followUpTicket(on, "roll", groupId);
}

/** Fills a ticket with a strategy on the underlying on screen. */
export async function strategyAction(
  on: unknown,
  request: unknown,
): Promise<ActionResult<TicketOrder>> {
  return strategyTicket(on, request);
}

/** Moves strikes or expiries of a ticket to the next listed ones. */
export async function moveAction(
  on: unknown,
  move: unknown,
): Promise<ActionResult<readonly TicketLeg[]>> {
  return movedLegs(on, move);
}

/** Says what a ticket would be worth until its first expiry. */
export async function payoffAction(
  on: unknown,
  request: unknown,
): Promise<ActionResult<PayoffView | null>> {
  return payoffOfTicket(on, request);
}

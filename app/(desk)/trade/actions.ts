"use server";

import {
  cancelWorking,
  changeWorking,
  exampleTicket,
  followUpTicket,
  placeTicket,
  previewTicket,
} from "@/lib/http/next/actions";
import type { OrderView, PreviewView } from "@/lib/wire/raxx/desk";
import type { ActionResult, TicketOrder } from "@/lib/wire/raxx/ticket";

/** Says what an order would do, without placing it. */
export async function previewAction(order: unknown): Promise<ActionResult<PreviewView>> {
  return previewTicket(order);
}

/** Places the ticket's order; the same client order id places it once. */
export async function placeAction(order: unknown): Promise<ActionResult<OrderView>> {
  return placeTicket(order);
}

/** Cancels a working order. */
export async function cancelAction(orderId: unknown): Promise<ActionResult<null>> {
  return cancelWorking(orderId);
}

/** Changes the quantity or a price of a working order. */
export async function changeAction(change: unknown): Promise<ActionResult<null>> {
  return changeWorking(change);
}

/** Fills a ticket with an example order. */
export async function exampleAction(exampleId: unknown): Promise<ActionResult<TicketOrder>> {
  return exampleTicket(exampleId);
}

/** Fills a ticket that closes a group of positions. */
export async function closeAction(groupId: unknown): Promise<ActionResult<TicketOrder>> {
  return followUpTicket("close", groupId);
}

/** Fills a ticket that rolls the options of a group to the next expiry. */
export async function rollAction(groupId: unknown): Promise<ActionResult<TicketOrder>> {
  return followUpTicket("roll", groupId);
}

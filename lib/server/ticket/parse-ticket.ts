/** Turns the ticket's text into an order, or into a sentence that says which field is wrong. */
import { parseDollars, parseQuantity, parseSignedDollars } from "@/lib/engine/decimal";
import type { OrderTerms } from "@/lib/engine/order/order";
import { err, ok, type Result } from "@/lib/engine/result";
import type { NewOrder } from "@/lib/wire/new-order";
import { TicketOrder } from "@/lib/wire/raxx/ticket";

/** Reads a ticket; the error is for a person. */
export function parseTicket(input: unknown): Result<NewOrder, string> {
  const parsed = TicketOrder.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return err(
      `The ticket's ${issue?.path.join(" ") || "form"} is not valid: ${issue?.message ?? "unknown"}.`,
    );
  }
  const ticket = parsed.data;
  const qtyNanos = parseQuantity(ticket.qty);
  if (qtyNanos === null) return err('Quantity must be a whole number such as "1".');
  const terms = termsOf(ticket);
  if (terms === null) return err('The limit must be a price such as "1.35".');
  return ok({
    clientOrderId: ticket.clientOrderId,
    orderClass: ticket.legs.length > 1 ? "mleg" : "simple",
    terms,
    timeInForce: ticket.timeInForce,
    qtyNanos,
    legs: ticket.legs.map((leg) => ({ ...leg, intent: null })),
  });
}

function termsOf(ticket: TicketOrder): OrderTerms | null {
  if (ticket.type === "market") return { type: "market" };
  const text = ticket.limit ?? "";
  const limitMicros = ticket.legs.length > 1 ? parseSignedDollars(text) : parseDollars(text);
  return limitMicros === null ? null : { type: "limit", limitMicros };
}

/** Turns the ticket's text into an order, or into a sentence that says which field is wrong. */
import { parseDollars, parseQuantity, parseSignedDollars } from "@/lib/engine/decimal";
import type { Micros } from "@/lib/engine/money";
import type { OrderTerms, Trail } from "@/lib/engine/order/order";
import { err, ok, type Result } from "@/lib/engine/result";
import type { NewGroup, NewOrder } from "@/lib/wire/new-order";
import { TicketOrder } from "@/lib/wire/raxx/ticket";

type Read<T> = Result<T, string>;

/** A hundredth of a percent, in the millionths that decimals are read in. */
const BPS = 10_000n;

/** Reads a ticket; the error is for a person. */
export function parseTicket(input: unknown): Read<NewOrder> {
  const parsed = TicketOrder.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return err(
      `The ticket's ${issue?.path.join(" ") || "form"} is not valid: ${issue?.message ?? "unknown"}.`,
    );
  }
  const ticket = parsed.data;
  const qtyNanos = parseQuantity(ticket.qty);
  if (qtyNanos === null) return err('Quantity must be a number such as "1".');
  const terms = termsOf(ticket);
  if (!terms.ok) return terms;
  const group = groupOf(ticket);
  if (!group.ok) return group;
  return ok({
    clientOrderId: ticket.clientOrderId,
    orderClass: ticket.legs.length > 1 ? "mleg" : "simple",
    terms: terms.value,
    timeInForce: ticket.timeInForce,
    qtyNanos,
    legs: ticket.legs.map((leg) => ({ ...leg, intent: null })),
    ...(group.value === null ? {} : { group: group.value }),
  });
}

function termsOf(ticket: TicketOrder): Read<OrderTerms> {
  const { type } = ticket;
  switch (type) {
    case "market":
      return ok({ type });
    case "limit": {
      const limit = limitOf(ticket);
      return limit.ok ? ok({ type, limitMicros: limit.value }) : limit;
    }
    case "stop": {
      const stop = priceOf("stop", ticket.stop);
      return stop.ok ? ok({ type, stopMicros: stop.value }) : stop;
    }
    case "stop_limit": {
      const [limit, stop] = [limitOf(ticket), priceOf("stop", ticket.stop)];
      if (!limit.ok) return limit;
      return stop.ok ? ok({ type, limitMicros: limit.value, stopMicros: stop.value }) : stop;
    }
    case "trailing_stop": {
      const trail = trailOf(ticket.trail ?? "");
      return trail === null
        ? err('The trail must be dollars such as "0.50", or a percentage such as "2%".')
        : ok({ type, trail });
    }
  }
}

/** Both exits make a bracket, one of them an oto. */
function groupOf({ takeProfit, stopLoss, legs }: TicketOrder): Read<NewGroup | null> {
  if (takeProfit === undefined && stopLoss === undefined) return ok(null);
  if (legs.length > 1) return err("Exits go with an order of one leg.");
  const profit = takeProfit === undefined ? null : priceOf("profit target", takeProfit);
  if (profit?.ok === false) return profit;
  const loss = stopLoss === undefined ? null : priceOf("stop-loss", stopLoss);
  if (loss?.ok === false) return loss;
  return ok({
    kind: profit !== null && loss !== null ? "bracket" : "oto",
    ...(profit === null ? {} : { takeProfit: { limitMicros: profit.value } }),
    ...(loss === null ? {} : { stopLoss: { stopMicros: loss.value } }),
  });
}

function limitOf({ limit, legs }: TicketOrder): Read<Micros> {
  const price = legs.length > 1 ? parseSignedDollars(limit ?? "") : parseDollars(limit ?? "");
  return price === null ? err('The limit must be a price such as "1.35".') : ok(price);
}

function priceOf(name: string, text: string | undefined): Read<Micros> {
  const price = parseDollars(text ?? "");
  return price === null ? err(`The ${name} must be a price such as "1.35".`) : ok(price);
}

function trailOf(text: string): Trail | null {
  if (!text.endsWith("%")) {
    const trailMicros = parseDollars(text);
    return trailMicros === null ? null : { trailMicros };
  }
  const percent = parseDollars(text.slice(0, -1));
  return percent === null || percent % BPS !== 0n ? null : { trailBps: Number(percent / BPS) };
}

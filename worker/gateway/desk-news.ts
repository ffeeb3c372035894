/** What happened to an account, in a sentence for a toast, a live region and a bot's log. */
import { orderAfter } from "@/lib/engine/account/evolve";
import { formatQuantity } from "@/lib/engine/decimal";
import type { AccountEvent, EventOf } from "@/lib/engine/event/event";
import { explainFill } from "@/lib/engine/explain/explain-fill";
import { instrumentName } from "@/lib/engine/explain/instrument-name";
import { describeLegs } from "@/lib/engine/strategy/describe";
import { fillId } from "@/lib/server/commit/project";
import { encodeEventId } from "@/lib/wire/alpaca/event-id";
import type { CommittedEvent } from "@/lib/wire/alpaca/trade-update";
import type { DeskNews } from "@/lib/wire/raxx/stream";

type Said = Omit<DeskNews, "eventId">;

/** The news of an event; null for one that changes nothing a person sees. */
export function newsOf(committed: CommittedEvent): DeskNews | null {
  const { before, event, after, eventMs } = committed;
  const order = orderAfter(before, event);
  const said = order === null ? optionNews(event) : orderNews(event, order);
  if (said === null) return null;
  return { ...said, eventId: encodeEventId({ eventMs, version: after.version }) };
}

function orderNews(
  event: AccountEvent,
  order: NonNullable<ReturnType<typeof orderAfter>>,
): Said | null {
  const name = describeLegs(order.legs);
  const about = { orderId: order.id, fillId: null };
  switch (event.type) {
    case "order_filled": {
      const kind = order.status === "filled" ? "filled" : "partially_filled";
      return { kind, orderId: order.id, fillId: fillId(event), text: explainFill(event).title };
    }
    case "order_accepted":
      return { kind: "accepted", text: `Accepted: ${name}`, ...about };
    case "order_canceled":
      return { kind: "canceled", text: `Canceled: ${name}`, ...about };
    case "order_expired":
      return { kind: "expired", text: `Expired: ${name}`, ...about };
    case "order_rejected":
      return { kind: "rejected", text: `Rejected at the fill price: ${name}`, ...about };
    default:
      return null;
  }
}

/** How options end without an order: on no stream of Alpaca's, so it is told here (decisions 22). */
export function optionNews(event: AccountEvent): Said | null {
  const about = { orderId: null, fillId: null };
  switch (event.type) {
    case "option_exercised":
      return { kind: event.type, text: `Exercised: ${contracts(event)}`, ...about };
    case "option_assigned":
      return { kind: event.type, text: `Assigned: ${contracts(event)}`, ...about };
    case "option_expired":
      return { kind: event.type, text: `Expired: ${contracts(event)}`, ...about };
    case "option_expiry_held":
      return {
        kind: event.type,
        text: `Not settled yet: ${event.symbol}, there is no price of ${event.missing.join(", ")}`,
        ...about,
      };
    default:
      return null;
  }
}

function contracts({
  series,
  qtyNanos,
}: EventOf<"option_exercised" | "option_assigned" | "option_expired">): string {
  return `${formatQuantity(qtyNanos)} × ${instrumentName(series)}`;
}

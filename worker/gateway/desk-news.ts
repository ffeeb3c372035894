/** What happened to an account, in a sentence for a toast and a live region. */
import { orderAfter } from "@/lib/engine/account/evolve";
import { explainFill } from "@/lib/engine/explain/explain-fill";
import { describeLegs } from "@/lib/engine/strategy/describe";
import { fillId } from "@/lib/server/commit/project";
import type { DeskNews } from "@/lib/wire/raxx/stream";
import type { FollowedEvent } from "./account-followers";

/** The news of an event; null for one that changes nothing a person sees. */
export function newsOf({ before, event }: FollowedEvent): DeskNews | null {
  const order = orderAfter(before, event);
  if (order === null) return null;
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

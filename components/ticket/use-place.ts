import { useState } from "react";
import { useDeskContext } from "@/components/desk/desk-context";
import type { DeskStore } from "@/lib/client/desk-store";
import { clearTicket, orderOf, renewTicketId } from "@/lib/client/ticket-store";
import { tell } from "@/lib/client/toast";
import { showBook, type ViewStore } from "@/lib/client/view-store";
import type { OrderView } from "@/lib/wire/raxx/desk";
import type { ActionResult } from "@/lib/wire/raxx/ticket";

interface Stores {
  readonly desk: DeskStore;
  readonly view: ViewStore;
}

const UNKNOWN_OUTCOME =
  "The answer was lost on the way. Look at Orders before trying again; the same ticket cannot be placed twice.";

/** A marketable order fills within a second, also on a busy machine; one that still waits then is said to be working. */
const FILL_PATIENCE_MS = 4_000;

/** Leaves an order that did not fill at once to its list: a later fill must not take the focus away. */
function leaveWorking({ desk, view }: Stores, placed: OrderView): void {
  if (view.getState().awaitedOrderId !== placed.clientOrderId) return;
  const { orders } = desk.getState().desk;
  const now = orders.find(({ id }) => id === placed.id) ?? placed;
  view.setState({ awaitedOrderId: null });
  if (!now.working || now.fillIds.length > 0) return;
  tell(`Working: ${now.title}`, now.why === null ? {} : { description: now.why });
  showBook(view, "orders");
}

/** Sends the ticket once, and says what became of it. */
export function usePlace() {
  const { actions, ticket, view, desk, refresh } = useDeskContext();
  const [sending, setSending] = useState(false);
  const [message, setMessage] = useState<string | null>(null);

  async function settle(answer: ActionResult<OrderView> | null): Promise<void> {
    // The id stays: if the order did arrive, a retry finds it instead of placing another.
    if (answer === null) {
      setMessage(UNKNOWN_OUTCOME);
      return;
    }
    if (!answer.ok) {
      view.setState({ awaitedOrderId: null });
      renewTicketId(ticket);
      setMessage(answer.message);
      return;
    }
    clearTicket(ticket);
    if (desk.getState().connection !== "open") await refresh();
    const placed = answer.value;
    if (placed.status === "rejected") setMessage(placed.why ?? "The order was rejected.");
    setTimeout(() => leaveWorking({ desk, view }, placed), FILL_PATIENCE_MS);
  }

  async function place(): Promise<void> {
    if (sending) return;
    const order = orderOf(ticket.getState());
    setSending(true);
    setMessage(null);
    view.setState({ awaitedOrderId: order.clientOrderId });
    const answer = await actions.place(order).catch(() => null);
    setSending(false);
    await settle(answer);
  }

  return { sending, message, place };
}

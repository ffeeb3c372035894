import { useEffect, useState } from "react";
import { tell, tellError } from "@/lib/client/toast";
import { showFill } from "@/lib/client/view-store";
import type { DeskNews } from "@/lib/wire/raxx/stream";
import { useDesk, useDeskContext } from "./desk-context";

/**
 * Tells what happened to orders, once each, as a toast, which announces itself; the fill of the order
 * just placed here is told by its card (FillWatcher).
 */
export function Announcer() {
  const { desk, view, onNews } = useDeskContext();

  useEffect(() => {
    const isAwaited = (news: DeskNews) => {
      const order = desk.getState().desk.orders.find(({ id }) => id === news.orderId);
      return order !== undefined && order.clientOrderId === view.getState().awaitedOrderId;
    };
    const say = (news: DeskNews) => {
      switch (news.kind) {
        case "filled":
        case "partially_filled": {
          const { fillId } = news;
          if (isAwaited(news)) return;
          if (fillId === null) tell(news.text);
          else tell(news.text, { action: { label: "Why", onClick: () => showFill(view, fillId) } });
          return;
        }
        case "rejected":
          tellError(news.text);
          return;
        case "canceled":
        case "expired":
        case "option_exercised":
        case "option_assigned":
        case "option_expired":
        case "option_expiry_held":
          tell(news.text);
          return;
        case "accepted":
          return;
      }
    };
    return onNews((news) => news.forEach(say));
  }, [desk, view, onNews]);

  return null;
}

/**
 * Opens the fill card of the order just placed here as soon as its first fill is known, by whichever
 * way, and says it: the focus moves to the card.
 */
export function FillWatcher() {
  const { view } = useDeskContext();
  const [spoken, setSpoken] = useState("");
  const orders = useDesk((state) => state.desk.orders);
  const fills = useDesk((state) => state.desk.fills);

  useEffect(() => {
    const { awaitedOrderId } = view.getState();
    if (awaitedOrderId === null) return;
    const order = orders.find(({ clientOrderId }) => clientOrderId === awaitedOrderId);
    const fill = fills.find(({ id }) => id === order?.fillIds.at(-1));
    if (fill === undefined) return;
    // After the news of this frame was told, which still needs to know what was awaited.
    queueMicrotask(() => {
      setSpoken(`${fill.title} Simulated.`);
      showFill(view, fill.id);
    });
  }, [view, orders, fills]);

  return (
    <div role="status" aria-live="polite" aria-label="Order news" className="sr-only">
      {spoken}
    </div>
  );
}

import { useEffect, useState } from "react";
import { toast } from "sonner";
import { showFill } from "@/lib/client/view-store";
import type { DeskNews } from "@/lib/wire/raxx/stream";
import { useDesk, useDeskContext } from "./desk-context";

/**
 * Tells what happened to orders, once each: fills of the order just placed in the live region, since
 * the focus moves to their card; everything else as a toast, which announces itself.
 */
export function Announcer() {
  const { desk, view, onNews } = useDeskContext();
  const [spoken, setSpoken] = useState("");

  useEffect(() => {
    const isAwaited = (news: DeskNews) => {
      const order = desk.getState().desk.orders.find(({ id }) => id === news.orderId);
      return order !== undefined && order.clientOrderId === view.getState().awaitedOrderId;
    };
    const tell = (news: DeskNews) => {
      switch (news.kind) {
        case "filled":
        case "partially_filled": {
          const { fillId } = news;
          if (isAwaited(news)) setSpoken(`${news.text} Simulated.`);
          else if (fillId === null) toast(news.text);
          else
            toast(news.text, { action: { label: "Why", onClick: () => showFill(view, fillId) } });
          return;
        }
        case "rejected":
          toast.error(news.text);
          return;
        case "canceled":
        case "expired":
        case "option_exercised":
        case "option_assigned":
        case "option_expired":
        case "option_expiry_held":
          toast(news.text);
          return;
        case "accepted":
          return;
      }
    };
    return onNews((news) => news.forEach(tell));
  }, [desk, view, onNews]);

  return (
    <div role="status" aria-live="polite" aria-label="Order news" className="sr-only">
      {spoken}
    </div>
  );
}

/** Opens the fill card of the order just placed here as soon as its first fill is known. */
export function FillWatcher() {
  const { view } = useDeskContext();
  const orders = useDesk((state) => state.desk.orders);
  const fills = useDesk((state) => state.desk.fills);

  useEffect(() => {
    const { awaitedOrderId } = view.getState();
    if (awaitedOrderId === null) return;
    const order = orders.find(({ clientOrderId }) => clientOrderId === awaitedOrderId);
    const fillId = order?.fillIds.at(-1);
    // After the news of this frame was told, which still needs to know what was awaited.
    if (fillId !== undefined && fills.some(({ id }) => id === fillId)) {
      queueMicrotask(() => showFill(view, fillId));
    }
  }, [view, orders, fills]);

  return null;
}

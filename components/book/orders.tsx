import { useState } from "react";
import { toast } from "sonner";
import { useDesk, useDeskContext } from "@/components/desk/desk-context";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { formatNet, formatPrice, formatQuantity, netWordOf } from "@/lib/client/format";
import { formatMoment } from "@/lib/client/format-time";
import { showFill } from "@/lib/client/view-store";
import type { OrderView } from "@/lib/wire/raxx/desk";
import { ChangeOrder } from "./change-order";
import { EmptyBook } from "./empty-book";

const STATUS_WORDS: Readonly<Record<string, string>> = {
  new: "Working",
  accepted: "Working",
  partially_filled: "Partly filled",
  filled: "Filled",
  canceled: "Canceled",
  expired: "Expired",
  rejected: "Rejected",
  pending_new: "Accepted",
  held: "Waiting",
  replaced: "Replaced",
};

function netOf(order: OrderView, price: string | null): string {
  return formatNet(price, order.orderClass === "mleg" && price !== null ? netWordOf(price) : null);
}

function Cancel({ order }: { readonly order: OrderView }) {
  const { actions, desk, refresh } = useDeskContext();
  const [busy, setBusy] = useState(false);

  async function cancel(): Promise<void> {
    setBusy(true);
    const answer = await actions.cancel(order.id).catch(() => null);
    setBusy(false);
    if (answer === null || !answer.ok) {
      toast.error(answer?.message ?? "The cancel may not have arrived. Look at the order's state.");
      return;
    }
    if (desk.getState().connection !== "open") await refresh();
  }

  return (
    <Button
      size="small"
      disabled={busy}
      aria-label={`Cancel ${order.title}`}
      onClick={() => void cancel()}
    >
      {busy ? "Canceling…" : "Cancel"}
    </Button>
  );
}

/** Multi-leg orders of a fixed net, and exits that wait for their entry, are changed like any other. */
function canChange({ working, type }: OrderView): boolean {
  return working && type !== "market" && type !== "trailing_stop";
}

function Actions({
  order,
  onChange,
}: {
  readonly order: OrderView;
  readonly onChange: () => void;
}) {
  const { view } = useDeskContext();
  const fillId = order.fillIds.at(-1);
  return (
    <span className="flex min-w-16 justify-end gap-1">
      {fillId === undefined ? null : (
        <Button
          size="small"
          aria-label={`Why ${order.title} filled at its price`}
          onClick={() => showFill(view, fillId)}
        >
          Why
        </Button>
      )}
      {canChange(order) ? (
        <Button size="small" aria-label={`Change ${order.title}`} onClick={onChange}>
          Change
        </Button>
      ) : null}
      {order.working ? <Cancel order={order} /> : null}
    </span>
  );
}

const EXIT_WORDS = { entry: "", take_profit: "take profit", stop_loss: "stop loss" } as const;

/** "limit 1.30", "stop 96.00, limit 95.50", "trails by 2%". */
function priceWords(order: OrderView): string {
  const stop = order.stop === null ? null : formatPrice(order.stop);
  const limit = order.limit === null ? null : `limit ${netOf(order, order.limit)}`;
  if (order.trail !== null) {
    return `trails by ${order.trail}${stop === null ? "" : `, stop now ${stop}`}`;
  }
  return [stop === null ? null : `stop ${stop}`, limit].filter((part) => part !== null).join(", ");
}

function Order({ order }: { readonly order: OrderView }) {
  const [changing, setChanging] = useState(false);
  const exit = order.group === null ? "" : EXIT_WORDS[order.group.role];
  const filled = `${formatQuantity(order.filledQty)}/${formatQuantity(order.qty)}`;
  return (
    <li className="grid gap-x-4 gap-y-1 border-t sm:grid-cols-[1fr_auto] border-line px-4 py-2 first:border-t-0">
      <p className="flex min-w-0 flex-wrap items-baseline gap-x-3">
        <span
          className={classNames(
            "min-w-22 font-semibold",
            order.status === "rejected" && "text-error",
          )}
        >
          {STATUS_WORDS[order.status] ?? order.status.replaceAll("_", " ")}
        </span>
        <span className="font-semibold">{order.title}</span>
        <span className="text-muted">
          {exit === "" ? "" : `${exit} · `}
          {priceWords(order) || "market"} · {order.timeInForce.toUpperCase()} · {filled} filled
          {order.averagePrice === null ? "" : ` at ${netOf(order, order.averagePrice)}`}
        </span>
      </p>
      <div className="flex items-center gap-3 max-sm:order-last max-sm:justify-between sm:row-span-2">
        <time className="text-xs text-muted">{formatMoment(order.submittedAtMs)}</time>
        <Actions order={order} onChange={() => setChanging(true)} />
      </div>
      {changing && order.working ? (
        <ChangeOrder order={order} onDone={() => setChanging(false)} />
      ) : null}
      {order.why === null ? null : (
        <p className="text-[0.8125rem] text-muted">
          <span className="font-semibold">{order.working ? "Why not filled: " : "Why: "}</span>
          {order.why}
        </p>
      )}
    </li>
  );
}

/** Orders, the working ones first, each with the reason it waits or ended. */
export function Orders() {
  const orders = useDesk((state) => state.desk.orders);
  if (orders.length === 0) {
    return (
      <EmptyBook>
        <p>No orders yet. Working orders say here why they have not filled.</p>
      </EmptyBook>
    );
  }
  const working = orders.filter((order) => order.working);
  const done = orders.filter((order) => !order.working);
  return (
    <ul aria-label="Orders">
      {[...working, ...done].map((order) => (
        <Order key={order.id} order={order} />
      ))}
    </ul>
  );
}

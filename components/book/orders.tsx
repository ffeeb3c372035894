import { useState } from "react";
import { useDesk, useDeskContext } from "@/components/desk/desk-context";
import { Button } from "@/components/ui/button";
import { PageLink } from "@/components/ui/page-link";
import { formatMoment } from "@/lib/client/format-time";
import { type OrderNode, orderTrees } from "@/lib/client/order-tree";
import { tellError } from "@/lib/client/toast";
import { showFill } from "@/lib/client/view-store";
import type { OrderView } from "@/lib/wire/raxx/desk";
import { ChangeOrder } from "./change-order";
import { EmptyBook } from "./empty-book";
import { NothingOfSymbol, useOfSymbol } from "./of-symbol";
import { OrderLine, OrderWhy } from "./order-text";
import { OrderTrees } from "./order-trees";

function Cancel({ order }: { readonly order: OrderView }) {
  const { actions, desk, refresh } = useDeskContext();
  const [busy, setBusy] = useState(false);

  async function cancel(): Promise<void> {
    setBusy(true);
    const answer = await actions.cancel(order.id).catch(() => null);
    setBusy(false);
    if (answer === null || !answer.ok) {
      tellError(answer?.message ?? "The cancel may not have arrived. Look at the order's state.");
      return;
    }
    if (desk.getState().connection !== "open") await refresh();
  }

  return (
    <Button
      size="small"
      data-does="cancel-order"
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

function Order({ order }: { readonly order: OrderView }) {
  const [changing, setChanging] = useState(false);
  return (
    <div data-row className="grid gap-x-4 gap-y-1 px-4 py-2 sm:grid-cols-[1fr_auto]">
      <OrderLine order={order} />
      <div className="flex items-center gap-3 max-sm:order-last max-sm:justify-between sm:row-span-2">
        <time className="text-xs text-muted">{formatMoment(order.submittedAtMs)}</time>
        <Actions order={order} onChange={() => setChanging(true)} />
      </div>
      {changing && order.working ? (
        <ChangeOrder order={order} onDone={() => setChanging(false)} />
      ) : null}
      <OrderWhy order={order} />
    </div>
  );
}

/** Orders, the working ones first, each with the reason it waits or ended; what was sent as one is one tree. */
export function Orders() {
  const all = useDesk((state) => state.desk.orders);
  const orders = useOfSymbol(all, ({ legs }) => legs.map(({ underlying }) => underlying));
  if (all.length === 0) {
    return (
      <EmptyBook>
        <p>No orders yet. Working orders say here why they have not filled.</p>
      </EmptyBook>
    );
  }
  const trees = orderTrees(orders);
  const isWorking = ({ order, exits }: OrderNode) =>
    order.working || exits.some(({ working }) => working);
  const sorted = [...trees.filter(isWorking), ...trees.filter((node) => !isWorking(node))];
  return (
    <>
      {orders.length === 0 ? <NothingOfSymbol /> : null}
      <OrderTrees label="Orders" trees={sorted} draw={(order) => <Order order={order} />} />
      <p className="border-t border-line px-4 py-2">
        <PageLink href="/orders" className="underline">
          All orders, with filters
        </PageLink>
      </p>
    </>
  );
}

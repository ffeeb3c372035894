import { Suspense } from "react";
import { useDesk, useTicket, useView } from "@/components/desk/desk-context";
import { SimChip } from "@/components/desk/sim-chip";
import { lazyPart, usePreload } from "@/components/ui/lazy-part";
import { Examples } from "./examples";
import { FirstColors } from "./first-colors";
import { StartingBalance } from "./starting-balance";
import { StrategyPicker } from "./strategy-picker";
import { usePlace } from "./use-place";

const { Part: FilledTicket, preload } = lazyPart(() =>
  import("./filled-ticket").then((module) => module.FilledTicket),
);

function EmptyTicket() {
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted">
        Press a <strong className="text-ink">bid</strong> in the chain to sell it, an{" "}
        <strong className="text-ink">ask</strong> to buy it. Up to four legs make one order with one
        net price.
      </p>
      <Examples />
      <StartingBalance />
      <FirstColors />
      <StrategyPicker />
    </div>
  );
}

/** Between the order's acceptance and its first fill, for the second or two that it takes. */
function AwaitedOrder() {
  const awaited = useView((state) => state.awaitedOrderId);
  const order = useDesk((state) =>
    state.desk.orders.find(({ clientOrderId }) => clientOrderId === awaited),
  );
  if (order === undefined || !order.working) return null;
  return (
    <p className="rounded-md bg-raised px-3 py-2 text-[0.8125rem]">
      Accepted, waiting for a fill: {order.title}
    </p>
  );
}

/** The order ticket: legs, terms, what it would do, and one button. */
export function Ticket() {
  const hasLegs = useTicket((state) => state.legs.length > 0);
  const { sending, message, place } = usePlace();
  usePreload(preload);
  return (
    <section aria-label="Order ticket" className="flex flex-col gap-3 p-4">
      <header className="flex items-center gap-2">
        <h2 className="text-base font-semibold">Ticket</h2>
        <SimChip />
      </header>
      <AwaitedOrder />
      <div role="alert" className="text-error empty:hidden">
        {message}
      </div>
      {hasLegs ? (
        <Suspense fallback={<div aria-hidden className="skeleton h-96" />}>
          <FilledTicket onPlace={() => void place()} sending={sending} />
        </Suspense>
      ) : (
        <EmptyTicket />
      )}
    </section>
  );
}

import { useDesk, useDeskContext, useTicket, useView } from "@/components/desk/desk-context";
import { SimChip } from "@/components/desk/sim-chip";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { clearTicket } from "@/lib/client/ticket-store";
import { Examples } from "./examples";
import { FirstColors } from "./first-colors";
import { LegsTray } from "./legs-tray";
import { PreviewFields } from "./preview-fields";
import { StartingBalance } from "./starting-balance";
import { StrategyPicker } from "./strategy-picker";
import { SubmitOrder } from "./submit-order";
import { TicketFields } from "./ticket-fields";
import { usePlace } from "./use-place";
import { usePreview } from "./use-preview";

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

function FilledTicket({
  onPlace,
  sending,
}: {
  readonly onPlace: () => void;
  readonly sending: boolean;
}) {
  const { ticket } = useDeskContext();
  const isExample = useTicket((state) => state.isExample);
  const state = usePreview();
  return (
    <>
      {isExample ? (
        <div>
          <Chip tone="slate">Example to edit — not a recommendation</Chip>
        </div>
      ) : null}
      <div className="flex items-baseline justify-between gap-2">
        <p className="min-h-5 font-semibold first-letter:uppercase">
          {state.preview?.strategy ?? ""}
        </p>
        <Button size="small" tone="ghost" onClick={() => clearTicket(ticket)}>
          Clear
        </Button>
      </div>
      <LegsTray />
      <TicketFields preview={state.preview} />
      {state.preview === null ? (
        <div aria-hidden className="skeleton h-80" />
      ) : (
        <PreviewFields preview={state.preview} />
      )}
      <SubmitOrder state={state} sending={sending} message={null} onPlace={onPlace} />
    </>
  );
}

/** The order ticket: legs, terms, what it would do, and one button. */
export function Ticket() {
  const hasLegs = useTicket((state) => state.legs.length > 0);
  const { sending, message, place } = usePlace();
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
      {hasLegs ? <FilledTicket onPlace={() => void place()} sending={sending} /> : <EmptyTicket />}
    </section>
  );
}

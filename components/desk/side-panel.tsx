import { Suspense, useEffect, useRef } from "react";
import { useDeskContext, useTicket, useView } from "@/components/desk/desk-context";
import { Ticket } from "@/components/ticket/ticket";
import { Button } from "@/components/ui/button";
import { lazyPart, usePreload } from "@/components/ui/lazy-part";
import { Sheet } from "@/components/ui/sheet";
import { useMedia } from "@/lib/client/use-media";
import { showTicket } from "@/lib/client/view-store";

const { Part: FillCard, preload: preloadFillCard } = lazyPart(() =>
  import("@/components/fill/fill-card").then((module) => module.FillCard),
);

/** When what had the focus goes away (a card chosen, a ticket cleared), the focus stays in the panel. */
function useKeptFocus(shown: string) {
  const ref = useRef<HTMLDivElement>(null);
  const before = useRef(shown);
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    if (document.activeElement === document.body) ref.current?.focus();
  }, [shown]);
  return ref;
}

function Side() {
  const side = useView((state) => state.side);
  const ticketId = useTicket((state) => state.clientOrderId);
  const hasLegs = useTicket((state) => state.legs.length > 0);
  const ref = useKeptFocus(`${side.kind} ${ticketId} ${hasLegs}`);
  return (
    <div ref={ref} tabIndex={-1}>
      {side.kind === "fill" ? (
        <Suspense>
          <FillCard id={side.id} />
        </Suspense>
      ) : (
        <Ticket />
      )}
    </div>
  );
}

/** Below 1280 px: a bar that says what is on the ticket and opens it. */
function TicketBar() {
  const { view } = useDeskContext();
  const legs = useTicket((state) => state.legs.length);
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-0 z-20 flex justify-end p-3 max-md:bottom-14">
      <Button
        tone="primary"
        className="pointer-events-auto shadow-lg"
        onClick={() => showTicket(view)}
      >
        {legs === 0 ? "Ticket" : `Review ticket, ${legs} ${legs === 1 ? "leg" : "legs"}`}
      </Button>
    </div>
  );
}

/** The ticket or the fill card: a column where there is room, a sheet where there is not. */
export function SidePanel() {
  const { view } = useDeskContext();
  const isWide = useMedia("(min-width: 1280px)", true);
  const open = useView((state) => state.sheetOpen);
  const kind = useView((state) => state.side.kind);
  usePreload(preloadFillCard);
  if (isWide) {
    return (
      <aside
        aria-label="Order"
        className="sticky top-13 h-[calc(100dvh-3.25rem)] w-90 shrink-0 overflow-y-auto border-l border-line bg-panel max-xl:hidden"
      >
        <Side />
      </aside>
    );
  }
  return (
    <>
      <TicketBar />
      <Sheet
        open={open}
        onOpenChange={(next) => view.setState({ sheetOpen: next })}
        title={kind === "fill" ? "Fill" : "Order ticket"}
        place="side"
        quietTitle
      >
        <Side />
      </Sheet>
    </>
  );
}

import { useEffect, useId, useRef } from "react";
import { useDesk, useDeskContext } from "@/components/desk/desk-context";
import { SimChip } from "@/components/desk/sim-chip";
import { Button } from "@/components/ui/button";
import { showTicket } from "@/lib/client/view-store";
import { FillBody } from "./fill-body";
import { FillExtras } from "./fill-extras";

/** The fill card. It takes the focus when it opens, so that a keyboard lands on the answer. */
export function FillCard({ id }: { readonly id: string }) {
  const { view } = useDeskContext();
  const fill = useDesk((state) => state.desk.fills.find((known) => known.id === id));
  const feed = useDesk((state) => state.clock.label.feed);
  const ref = useRef<HTMLElement>(null);
  const titleId = useId();

  useEffect(() => {
    if (id !== "") ref.current?.focus();
  }, [id]);

  return (
    <section
      ref={ref}
      tabIndex={-1}
      aria-labelledby={titleId}
      data-feed={feed}
      className="flex flex-col gap-4 p-4"
    >
      <header className="flex items-center gap-2 pr-8">
        <h2 id={titleId} className="text-base font-semibold">
          Fill
        </h2>
        <SimChip />
      </header>
      {fill === undefined ? (
        <p className="text-muted">This fill is no longer in the list; it is under Orders.</p>
      ) : (
        <>
          <FillBody fill={fill} />
          <FillExtras fillId={fill.id} />
        </>
      )}
      <Button onClick={() => showTicket(view)}>New order</Button>
    </section>
  );
}

import { useDeskContext, useTicket } from "@/components/desk/desk-context";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { clearTicket } from "@/lib/client/ticket-store";
import { LegsTray } from "./legs-tray";
import { PreviewFields } from "./preview-fields";
import { SubmitOrder } from "./submit-order";
import { TicketFields } from "./ticket-fields";
import { usePreview } from "./use-preview";

/** The order being written: its legs, its terms, what it would do, and one button. */
export function FilledTicket({
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

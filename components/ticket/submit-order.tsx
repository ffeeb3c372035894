import { useTicket } from "@/components/desk/desk-context";
import { Button } from "@/components/ui/button";
import { isComplete, orderOf } from "@/lib/client/ticket-store";
import type { PreviewState } from "./use-preview";

interface SubmitOrderProps {
  readonly state: PreviewState;
  readonly sending: boolean;
  readonly message: string | null;
  readonly onPlace: () => void;
}

function wordsOf({ state, sending }: SubmitOrderProps): string {
  if (sending) return "Sending…";
  return state.preview === null ? "Place simulated order" : `${state.preview.verb}, simulated`;
}

/** The refusal or the button: the button says what it will do, and that it is simulated. */
export function SubmitOrder(props: SubmitOrderProps) {
  const { state, sending, message, onPlace } = props;
  const complete = useTicket(isComplete);
  const refusal = state.preview?.refusal ?? null;
  // The words on the button must be those of the order it sends, not of the one before the last edit.
  const isCurrent = useTicket((fields) => JSON.stringify(orderOf(fields)) === state.previewedOrder);
  const blocked = !complete || !isCurrent || sending || refusal !== null;
  return (
    <div className="sticky bottom-0 -mx-4 -mb-4 flex flex-col gap-2 border-t border-line bg-panel p-4 pt-3">
      <div role="alert" className="text-error empty:hidden">
        {message ?? state.message}
      </div>
      {refusal === null || !complete ? null : (
        <p className="rounded-md border border-error px-3 py-2 text-[0.8125rem]">
          <span className="font-semibold text-error">Would be refused. </span>
          {refusal}
        </p>
      )}
      <Button
        data-does="place-order"
        tone="primary"
        disabled={blocked}
        onClick={onPlace}
        size="block"
      >
        {wordsOf(props)}
      </Button>
    </div>
  );
}

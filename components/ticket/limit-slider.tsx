import { useId } from "react";
import { useDeskContext, useTicket } from "@/components/desk/desk-context";
import { formatPrice, withoutSign } from "@/lib/client/format";
import { orderOf, setLimitFrom } from "@/lib/client/ticket-store";
import type { PreviewView } from "@/lib/wire/raxx/preview";

/** The step whose price stands in the field; past either end the nearest end, null for no price. */
function stepOf(steps: readonly string[], limit: string): number | null {
  const exact = steps.findIndex((step) => Number(withoutSign(step)) === Number(limit));
  if (limit === "") return null;
  return exact < 0 ? null : exact;
}

/** From where the order would trade now to the middle, a tick at a time. */
export function LimitSlider({ preview }: { readonly preview: PreviewView | null }) {
  const { ticket } = useDeskContext();
  const limit = useTicket((state) => state.limit);
  const isLimit = useTicket((state) => orderOf(state).type === "limit");
  const id = useId();
  const steps = preview?.limitSteps ?? [];
  if (!isLimit || steps.length < 2) return null;
  const at = stepOf(steps, limit);
  const shown = at === null ? "your own price" : formatPrice(limit);
  return (
    <div className="flex items-center gap-2 text-xs text-muted">
      <span aria-hidden>Natural</span>
      <label htmlFor={id} className="sr-only">
        Limit between the natural price and the middle
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={steps.length - 1}
        step={1}
        value={at ?? 0}
        aria-valuetext={shown}
        onChange={({ target }) => {
          const price = steps[Number(target.value)];
          if (price !== undefined) setLimitFrom(ticket, price);
        }}
        className="h-6 min-w-0 flex-1 accent-(--sim-solid)"
      />
      <span aria-hidden>Mid</span>
    </div>
  );
}

import { ArrowLeftRight, X } from "lucide-react";
import { useDeskContext, useQuote, useTicket } from "@/components/desk/desk-context";
import { TickText } from "@/components/ui/tick-text";
import { formatPrice } from "@/lib/client/format";
import { nameOfSymbol } from "@/lib/client/leg-name";
import { flipLeg, removeLeg } from "@/lib/client/ticket-store";
import type { TicketLeg } from "@/lib/wire/raxx/ticket";
import { AllLegsSteppers, LegSteppers } from "./leg-steppers";

const ICON_BUTTON =
  "inline-flex size-7 items-center justify-center rounded text-muted hover:bg-raised hover:text-ink";

function Leg({ leg }: { readonly leg: TicketLeg }) {
  const { ticket } = useDeskContext();
  const quote = useQuote(leg.symbol);
  const name = nameOfSymbol(leg.symbol);
  const verb = leg.side === "buy" ? "Buy" : "Sell";
  return (
    <li data-row className="flex flex-wrap items-center gap-x-2 py-1">
      <span className="w-10 shrink-0 rounded bg-raised px-1 text-center text-xs font-semibold">
        {verb}
      </span>
      <span className="min-w-0 flex-1 truncate" title={name}>
        {leg.ratio === 1 ? "" : `${leg.ratio} × `}
        {name}
      </span>
      <span className="text-xs text-muted" title="Bid × ask now">
        <TickText text={formatPrice(quote?.bid ?? null)} />
        {" × "}
        <TickText text={formatPrice(quote?.ask ?? null)} />
      </span>
      <span className="order-last w-full pl-12 empty:hidden">
        <LegSteppers symbol={leg.symbol} name={name} />
      </span>
      <span className="flex">
        <button
          type="button"
          className={ICON_BUTTON}
          aria-label={`${leg.side === "buy" ? "Sell" : "Buy"} ${name} instead`}
          title={leg.side === "buy" ? "Sell instead" : "Buy instead"}
          onClick={() => flipLeg(ticket, leg.symbol)}
        >
          <ArrowLeftRight aria-hidden size={14} />
        </button>
        <button
          type="button"
          className={ICON_BUTTON}
          aria-label={`Remove ${name}`}
          title="Remove"
          onClick={() => removeLeg(ticket, leg.symbol)}
        >
          <X aria-hidden size={15} />
        </button>
      </span>
    </li>
  );
}

/** The legs of the order being written. */
export function LegsTray() {
  const legs = useTicket((state) => state.legs);
  return (
    <div>
      <ul aria-label="Legs" className="flex flex-col">
        {legs.map((leg, index) => (
          // By place: the buttons that step a strike keep the focus while the contract changes.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <Leg key={index} leg={leg} />
        ))}
      </ul>
      <AllLegsSteppers />
    </div>
  );
}

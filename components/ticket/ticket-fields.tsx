import { Minus, Plus } from "lucide-react";
import { useId } from "react";
import { useDeskContext, useTicket } from "@/components/desk/desk-context";
import { Segmented } from "@/components/ui/segmented";
import { editTicket, stepQty } from "@/lib/client/ticket-store";
import type { PreviewView } from "@/lib/wire/raxx/desk";
import { LimitField } from "./limit-field";

const TYPES = [
  { value: "limit", label: "Limit" },
  { value: "market", label: "Market" },
] as const;

const TIMES = [
  { value: "day", label: "Day" },
  { value: "gtc", label: "GTC" },
  { value: "ioc", label: "IOC" },
] as const;

const TIME_WORDS = {
  day: "Until today's close",
  gtc: "Good till canceled",
  ioc: "Now, or the rest is canceled",
} as const;

const STEP =
  "inline-flex w-9 shrink-0 items-center justify-center text-muted hover:bg-raised hover:text-ink";

function QtyField() {
  const { ticket } = useDeskContext();
  const qty = useTicket((state) => state.qty);
  const id = useId();
  const isStock = useTicket(({ legs }) => legs.length === 1 && (legs[0]?.symbol.length ?? 0) < 8);
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-xs text-muted">
        {isStock ? "Shares" : "Quantity"}
      </label>
      <div className="flex h-9 overflow-hidden rounded-md border border-control focus-within:outline-2 focus-within:outline-focus">
        <button
          type="button"
          className={STEP}
          aria-label="One less"
          onClick={() => stepQty(ticket, -1)}
        >
          <Minus aria-hidden size={15} />
        </button>
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          maxLength={12}
          value={qty}
          onChange={({ target }) => {
            if (/^\d*\.?\d*$/.test(target.value)) editTicket(ticket, { qty: target.value });
          }}
          className="w-full min-w-0 bg-transparent text-center outline-none"
        />
        <button
          type="button"
          className={STEP}
          aria-label="One more"
          onClick={() => stepQty(ticket, 1)}
        >
          <Plus aria-hidden size={15} />
        </button>
      </div>
    </div>
  );
}

/** Quantity, type, price and how long the order lives. */
export function TicketFields({ preview }: { readonly preview: PreviewView | null }) {
  const { ticket } = useDeskContext();
  const type = useTicket((state) => state.type);
  const timeInForce = useTicket((state) => state.timeInForce);
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-3">
        <QtyField />
        <div className="flex flex-col gap-1">
          <span className="text-xs text-muted" aria-hidden>
            Type
          </span>
          <Segmented
            label="Order type"
            value={type}
            options={TYPES}
            onChange={(next) => editTicket(ticket, { type: next })}
            className="h-9"
          />
        </div>
      </div>
      {type === "limit" ? <LimitField preview={preview} /> : null}
      <div className="flex items-center gap-3">
        <Segmented
          label="Time in force"
          value={timeInForce}
          options={TIMES}
          onChange={(next) => editTicket(ticket, { timeInForce: next })}
        />
        <span className="text-xs text-muted">{TIME_WORDS[timeInForce]}</span>
      </div>
    </div>
  );
}

import { useId } from "react";
import { useDeskContext, useTicket } from "@/components/desk/desk-context";
import { editTicket } from "@/lib/client/ticket-store";

interface PriceFieldProps {
  readonly name: "stop" | "trail" | "takeProfit" | "stopLoss";
  readonly label: string;
  readonly placeholder?: string;
}

/** A price of the ticket beside its limit. */
export function PriceField({ name, label, placeholder }: PriceFieldProps) {
  const { ticket } = useDeskContext();
  const value = useTicket((state) => state[name]);
  const id = useId();
  const allowed = name === "trail" ? /^\d*\.?\d*%?$/ : /^\d*\.?\d*$/;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-xs text-muted">
        {label}
      </label>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        maxLength={12}
        placeholder={placeholder}
        value={value}
        onChange={({ target }) => {
          if (allowed.test(target.value)) editTicket(ticket, { [name]: target.value });
        }}
        className="field w-full text-right font-semibold"
      />
    </div>
  );
}

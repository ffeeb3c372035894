import { useDeskContext, useTicket } from "@/components/desk/desk-context";
import { DecimalField } from "@/components/ui/decimal-field";
import { editTicket } from "@/lib/client/ticket-store";

interface PriceFieldProps {
  readonly name: "stop" | "trail" | "takeProfit" | "stopLoss";
  readonly label: string;
  readonly placeholder?: string;
}

/** Only a trail may be a percentage. */
const TRAIL = { allowed: /^\d*\.?\d*%?$/ };

/** A price of the ticket beside its limit. */
export function PriceField({ name, label, placeholder }: PriceFieldProps) {
  const { ticket } = useDeskContext();
  const value = useTicket((state) => state[name]);
  return (
    <DecimalField
      {...(name === "trail" ? TRAIL : {})}
      label={label}
      placeholder={placeholder}
      value={value}
      onChange={(next) => editTicket(ticket, { [name]: next })}
      className="w-full font-semibold"
    />
  );
}

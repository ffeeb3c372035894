import { type FormEvent, useState } from "react";
import { useDesk, useDeskContext } from "@/components/desk/desk-context";
import { Button } from "@/components/ui/button";
import { DecimalField } from "@/components/ui/decimal-field";
import { formatPrice, formatQuantity } from "@/lib/client/format";
import { tell } from "@/lib/client/toast";
import type { PositionView } from "@/lib/wire/raxx/desk";

interface FormProps {
  readonly position: PositionView;
  readonly onDone: () => void;
}

/** The prices of two exits, sent as one order. */
export function BracketForm({ position, onDone }: FormProps) {
  const { actions, desk, refresh } = useDeskContext();
  const feed = useDesk((state) => state.clock.label.feed);
  const [prices, setPrices] = useState({ takeProfit: "", stopLoss: "" });
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const { symbol, name, qty, averagePrice } = position;

  async function place(): Promise<void> {
    setBusy(true);
    const answer = await actions.bracket({ symbol, ...prices }).catch(() => null);
    setBusy(false);
    if (answer === null || !answer.ok) {
      setMessage(answer?.message ?? "The order may not have arrived. Look at the orders.");
      return;
    }
    if (desk.getState().connection !== "open") await refresh();
    tell(`Accepted: exits of ${name}`);
    onDone();
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    void place();
  }

  return (
    <form onSubmit={onSubmit} data-feed={feed} className="flex flex-col gap-4 p-4">
      <p>
        Two exits for {formatQuantity(qty)} × {name} at an average of {formatPrice(averagePrice)}. A
        fill of one shrinks or ends the other; both stay until you cancel them.
      </p>
      <DecimalField
        label="Take profit at"
        value={prices.takeProfit}
        onChange={(takeProfit) => setPrices({ ...prices, takeProfit })}
      />
      <DecimalField
        label="Stop loss at"
        value={prices.stopLoss}
        onChange={(stopLoss) => setPrices({ ...prices, stopLoss })}
      />
      <p role="alert" className="text-error empty:hidden">
        {message}
      </p>
      <Button
        type="submit"
        tone="primary"
        disabled={busy || prices.takeProfit === "" || prices.stopLoss === ""}
      >
        {busy ? "Sending…" : "Place both exits, simulated"}
      </Button>
    </form>
  );
}

import { useState } from "react";
import { useDeskContext } from "@/components/desk/desk-context";
import { underlyingOf } from "@/lib/client/leg-name";
import { loadOrder } from "@/lib/client/ticket-store";
import { showSymbol, showTicket } from "@/lib/client/view-store";
import { parseOccSymbol } from "@/lib/engine/instrument/occ-symbol";
import type { ExampleView } from "@/lib/wire/raxx/preview";
import type { TicketOrder } from "@/lib/wire/raxx/ticket";

const EXAMPLES: readonly ExampleView[] = [
  {
    id: "put_credit_spread",
    title: "Put credit spread",
    description: "Receive a premium; lose at most the width less the premium.",
  },
  {
    id: "covered_call",
    title: "Covered call",
    description: "Buy 100 shares and sell a call on them, as one order.",
  },
  {
    id: "cash_secured_put",
    title: "Cash-secured put",
    description: "Receive a premium for standing ready to buy 100 shares.",
  },
  {
    id: "iron_condor",
    title: "Iron condor",
    description: "A put spread and a call spread around today's price.",
  },
];

function expiryOf(order: TicketOrder): string | null {
  for (const { symbol } of order.legs) {
    const terms = parseOccSymbol(symbol);
    if (terms !== null) return terms.expiryDate;
  }
  return null;
}

/** Four ready orders that fill the ticket, to be edited: never recommendations. */
export function Examples() {
  const { actions, ticket, view } = useDeskContext();
  const [busy, setBusy] = useState<string | null>(null);
  const [message, setMessage] = useState<string | null>(null);

  async function choose(id: ExampleView["id"]): Promise<void> {
    setBusy(id);
    setMessage(null);
    const answer = await actions.example(id).catch(() => null);
    setBusy(null);
    if (answer === null || !answer.ok) {
      setMessage(answer?.message ?? "The example could not be loaded. Try again.");
      return;
    }
    const symbol = answer.value.legs[0]?.symbol ?? "";
    loadOrder(ticket, answer.value, { isExample: true });
    showSymbol(view, underlyingOf(symbol), expiryOf(answer.value));
    showTicket(view);
  }

  return (
    <section aria-label="Examples" className="flex flex-col gap-2">
      <p className="text-[0.8125rem] text-muted">Examples to edit — not recommendations.</p>
      <div className="grid grid-cols-1 gap-2">
        {EXAMPLES.map(({ id, title, description }) => (
          <button
            key={id}
            type="button"
            disabled={busy !== null}
            onClick={() => void choose(id)}
            className="rounded-md border border-control px-3 py-2 text-left hover:bg-raised disabled:text-muted"
          >
            <span className="block font-semibold">
              {busy === id ? "Filling the ticket…" : title}
            </span>
            <span className="block text-xs text-muted">{description}</span>
          </button>
        ))}
      </div>
      {message === null ? null : (
        <p role="alert" className="text-error">
          {message}
        </p>
      )}
    </section>
  );
}

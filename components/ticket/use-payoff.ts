import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { useDeskContext } from "@/components/desk/desk-context";
import { orderOf } from "@/lib/client/ticket-store";
import type { PayoffView } from "@/lib/wire/raxx/payoff";

const DEBOUNCE_MS = 150;
/** The picture follows the market more slowly than the figures beside it. */
const FOLLOW_MS = 10_000;

/** Asks what the ticket would be worth; the last answer stays while another is under way. */
export function usePayoff(shift: number): PayoffView | null {
  const { ticket, actions } = useDeskContext();
  const [view, setView] = useState<PayoffView | null>(null);
  const order = useStore(ticket, (fields) => JSON.stringify(orderOf(fields)));

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new order is what asks again.
  useEffect(() => {
    let current = true;
    const ask = async () => {
      if (document.hidden) return;
      const asked = { order: orderOf(ticket.getState()), shift };
      const answer = await actions.payoff(asked).catch(() => null);
      if (current && answer?.ok) setView(answer.value);
    };
    const first = setTimeout(() => void ask(), DEBOUNCE_MS);
    const timer = setInterval(() => void ask(), FOLLOW_MS);
    return () => {
      current = false;
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [actions, ticket, order, shift]);

  return view;
}

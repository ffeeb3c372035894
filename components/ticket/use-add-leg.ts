import { useCallback } from "react";
import { useDeskContext } from "@/components/desk/desk-context";
import { addLeg, LEGS_MAX } from "@/lib/client/ticket-store";
import { tellError } from "@/lib/client/toast";

/** Puts a pressed price on the ticket, or says why it cannot. */
export function useAddLeg(): (symbol: string, side: "buy" | "sell") => void {
  const { ticket, view } = useDeskContext();
  return useCallback(
    (symbol, side) => {
      view.setState({ side: { kind: "ticket" }, awaitedOrderId: null });
      if (addLeg(ticket, symbol, side)) return;
      tellError(`An order has at most ${LEGS_MAX} legs. Remove one first.`);
    },
    [ticket, view],
  );
}

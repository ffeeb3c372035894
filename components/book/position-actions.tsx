import { useState } from "react";
import { useDeskContext } from "@/components/desk/desk-context";
import { Button } from "@/components/ui/button";
import { loadOrder } from "@/lib/client/ticket-store";
import { tellError } from "@/lib/client/toast";
import { showTicket } from "@/lib/client/view-store";
import type { PositionGroupView } from "@/lib/wire/raxx/desk";
import { AddBracket } from "./add-bracket";
import { PositionNote } from "./position-note";

type Kind = "close" | "roll";

/** What can follow from a position, as a ticket to look at: nothing is sent by these. */
export function PositionActions({ group }: { readonly group: PositionGroupView }) {
  const { actions, ticket, view } = useDeskContext();
  const [busy, setBusy] = useState<Kind | null>(null);

  async function fill(kind: Kind): Promise<void> {
    setBusy(kind);
    const answer = await actions[kind](group.id).catch(() => null);
    setBusy(null);
    if (answer === null || !answer.ok) {
      tellError(answer?.message ?? "The ticket could not be filled. Try again.");
      return;
    }
    loadOrder(ticket, answer.value, { isExample: false });
    showTicket(view);
  }

  const [first, ...others] = group.legs;
  const stock = others.length === 0 && first?.kind === "equity" ? first : undefined;
  return (
    <span className="flex flex-wrap justify-end gap-1">
      <PositionNote group={group} />
      {stock === undefined ? null : <AddBracket position={stock} />}
      {group.canRoll ? (
        <Button
          size="small"
          data-does="roll"
          disabled={busy !== null}
          aria-label={`Roll ${group.title} to the next expiry`}
          onClick={() => void fill("roll")}
        >
          Roll
        </Button>
      ) : null}
      {group.canClose ? (
        <Button
          size="small"
          disabled={busy !== null}
          aria-label={`Close ${group.title}`}
          onClick={() => void fill("close")}
        >
          Close
        </Button>
      ) : null}
    </span>
  );
}

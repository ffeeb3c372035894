import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { useDeskContext, useTicket } from "@/components/desk/desk-context";
import { formatDay } from "@/lib/client/format-time";
import { underlyingOf } from "@/lib/client/leg-name";
import { replaceLegs } from "@/lib/client/ticket-store";
import { tellError } from "@/lib/client/toast";
import { formatDollars } from "@/lib/engine/decimal";
import { parseOccSymbol } from "@/lib/engine/instrument/occ-symbol";
import type { LegMove } from "@/lib/wire/raxx/strategies";

const STEP =
  "inline-flex size-6 items-center justify-center rounded text-muted hover:bg-raised hover:text-ink disabled:opacity-50";

type Move = Pick<LegMove, "symbol" | "what" | "by">;

/** Asks the server for the next listed strike or expiry; legs change only when it has one. */
function useMove() {
  const { actions, ticket } = useDeskContext();
  const [busy, setBusy] = useState(false);

  async function move(asked: Move): Promise<void> {
    const { legs } = ticket.getState();
    setBusy(true);
    const answer = await actions.move({ ...asked, legs: [...legs] }).catch(() => null);
    setBusy(false);
    if (answer === null) tellError("The legs could not be moved. Try again.");
    else if (!answer.ok) tellError(answer.message);
    else replaceLegs(ticket, legs, answer.value);
  }

  return { busy, move };
}

interface StepperProps extends Pick<LegMove, "symbol" | "what"> {
  /** What is stepped, for screen readers: "strike of SPY 18 Dec 690 put". */
  readonly name: string;
  readonly children: string;
}

const WORDS = {
  strike: { back: "Lower", on: "Higher", keys: ["strike-down", "strike-up"] },
  expiry: { back: "Earlier", on: "Later", keys: ["expiry-earlier", "expiry-later"] },
} as const;

function Stepper({ symbol, what, name, children }: StepperProps) {
  const { busy, move } = useMove();
  const words = WORDS[what];
  return (
    <span className="inline-flex items-center">
      <button
        type="button"
        className={STEP}
        disabled={busy}
        data-does={words.keys[0]}
        aria-label={`${words.back} ${what}, ${name}`}
        title={`${words.back} ${what}`}
        onClick={() => void move({ symbol, what, by: -1 })}
      >
        <ChevronLeft aria-hidden size={15} />
      </button>
      <span className="min-w-12 text-center">{children}</span>
      <button
        type="button"
        className={STEP}
        disabled={busy}
        data-does={words.keys[1]}
        aria-label={`${words.on} ${what}, ${name}`}
        title={`${words.on} ${what}`}
        onClick={() => void move({ symbol, what, by: 1 })}
      >
        <ChevronRight aria-hidden size={15} />
      </button>
    </span>
  );
}

/** Strike and expiry of one option, a listed step at a time. */
export function LegSteppers({ symbol, name }: { readonly symbol: string; readonly name: string }) {
  const terms = parseOccSymbol(symbol);
  if (terms === null) return null;
  return (
    <span className="flex gap-3 text-xs">
      <Stepper symbol={symbol} what="strike" name={name}>
        {formatDollars(terms.strikeMicros)}
      </Stepper>
      <Stepper symbol={symbol} what="expiry" name={name}>
        {formatDay(terms.expiryDate)}
      </Stepper>
    </span>
  );
}

/** The same for all options of the ticket together. */
export function AllLegsSteppers() {
  const count = useTicket(
    ({ legs }) => legs.filter(({ symbol }) => underlyingOf(symbol) !== symbol).length,
  );
  if (count < 2) return null;
  return (
    <div className="flex items-center justify-end gap-3 text-xs text-muted">
      <span className="mr-auto">All legs</span>
      <Stepper symbol={null} what="strike" name="all legs">
        strike
      </Stepper>
      <Stepper symbol={null} what="expiry" name="all legs">
        expiry
      </Stepper>
    </div>
  );
}

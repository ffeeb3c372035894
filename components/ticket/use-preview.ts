import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { useDeskContext, useQuoted } from "@/components/desk/desk-context";
import { orderOf, setLimitFrom } from "@/lib/client/ticket-store";
import type { PreviewView } from "@/lib/wire/raxx/preview";

const DEBOUNCE_MS = 100;
/** While the legs' quotes move, the preview follows this often: previews have a bucket of 300 a minute. */
const FOLLOW_MS = 2_000;

export interface PreviewState {
  /** The last preview; it stays on screen while another is under way. */
  readonly preview: PreviewView | null;
  /** The order the preview speaks of, as JSON; null without a preview. */
  readonly previewedOrder: string | null;
  readonly message: string | null;
}

const NOTHING: PreviewState = { preview: null, previewedOrder: null, message: null };
const LOST = "The preview could not be loaded. Check your connection; it is tried again by itself.";

/** Whether somebody is about to type a limit: a price that came in between would mix with theirs. */
function isTypingLimit(): boolean {
  const { activeElement } = document;
  return activeElement instanceof HTMLInputElement && activeElement.name === "limit";
}

/** Changes every two seconds in which a quote of the legs moved. */
function useQuoteBeat(symbols: string): number {
  const { desk } = useDeskContext();
  const [beat, setBeat] = useState(0);
  useEffect(() => {
    if (symbols === "") return;
    const names = symbols.split(",");
    const times = () => names.map((name) => desk.getState().quotes[name]?.atMs ?? 0).join(",");
    let seen = times();
    const timer = setInterval(() => {
      const now = times();
      if (now === seen || document.hidden) return;
      seen = now;
      setBeat((count) => count + 1);
    }, FOLLOW_MS);
    return () => clearInterval(timer);
  }, [desk, symbols]);
  return beat;
}

/** Asks the server what the ticket would do, 100 ms after each edit and while its quotes move. */
export function usePreview(): PreviewState {
  const { ticket, actions } = useDeskContext();
  const [state, setState] = useState<PreviewState>(NOTHING);
  const latest = useRef(0);
  const order = useStore(ticket, (fields) => JSON.stringify(orderOf(fields)));
  const symbols = useStore(ticket, ({ legs }) => legs.map(({ symbol }) => symbol).join(","));
  const beat = useQuoteBeat(symbols);
  useQuoted(symbols);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new order or a beat is what asks again.
  useEffect(() => {
    latest.current += 1;
    const turn = latest.current;
    if (symbols === "") {
      setState(NOTHING);
      return;
    }
    const timer = setTimeout(async () => {
      const answer = await actions.preview(orderOf(ticket.getState())).catch(() => null);
      if (turn !== latest.current) return;
      if (answer === null || !answer.ok) {
        setState({ ...NOTHING, message: answer?.message ?? LOST });
        return;
      }
      setState({ preview: answer.value, previewedOrder: order, message: null });
      const { type, limit } = ticket.getState();
      // A ticket without a price starts at the one that fills now; from then on it is the trader's.
      if (type === "limit" && limit === "" && answer.value.natural !== null && !isTypingLimit()) {
        setLimitFrom(ticket, answer.value.natural);
      }
    }, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [actions, ticket, order, beat]);

  return state;
}

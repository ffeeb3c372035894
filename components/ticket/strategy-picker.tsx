import { useState } from "react";
import { useDeskContext, useView } from "@/components/desk/desk-context";
import { loadOrder } from "@/lib/client/ticket-store";
import { STRATEGIES, type StrategyCard } from "./strategy-list";

function Thumbnail({ shape }: Pick<StrategyCard, "shape">) {
  return (
    <svg aria-hidden="true" viewBox="0 0 40 20" className="h-5 w-10 shrink-0">
      <line x1={0} x2={40} y1={10} y2={10} stroke="var(--control)" strokeWidth={0.75} />
      <polyline points={shape} fill="none" stroke="currentColor" strokeWidth={1.75} />
    </svg>
  );
}

/** Ready legs for the symbol and expiry on screen, to be moved from there. */
export function StrategyPicker() {
  const { actions, instruments, ticket, view } = useDeskContext();
  const symbol = useView((state) => state.symbol);
  const [busy, setBusy] = useState<string | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const hasOptions = instruments.find((item) => item.symbol === symbol)?.hasOptions ?? true;
  if (!hasOptions) return null;

  async function build(strategy: StrategyCard["id"]): Promise<void> {
    const { expiryDate } = view.getState();
    setBusy(strategy);
    setMessage(null);
    const answer = await actions
      .strategy({ strategy, underlying: symbol, expiryDate })
      .catch(() => null);
    setBusy(null);
    if (answer === null || !answer.ok) {
      setMessage(answer?.message ?? "The strategy could not be loaded. Try again.");
      return;
    }
    loadOrder(ticket, answer.value, { isExample: false });
  }

  return (
    <section aria-label={`Build on ${symbol}`} className="flex flex-col gap-2">
      <h3 className="font-semibold">Build on {symbol}</h3>
      <ul className="grid grid-cols-2 gap-1.5">
        {STRATEGIES.map(({ id, title, outlook, shape }) => (
          <li key={id}>
            <button
              type="button"
              disabled={busy !== null}
              onClick={() => void build(id)}
              className="flex h-full w-full items-center gap-2 rounded-md border border-line px-2 py-1.5 text-left hover:bg-raised disabled:text-muted"
            >
              <Thumbnail shape={shape} />
              <span className="min-w-0 leading-tight">
                <span className="block text-[0.8125rem]">{busy === id ? "Building…" : title}</span>
                <span className="block text-xs text-muted">{outlook}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div role="alert" className="text-error empty:hidden">
        {message}
      </div>
    </section>
  );
}

import { useId, useState } from "react";
import { useQuote, useTicket } from "@/components/desk/desk-context";
import { Button } from "@/components/ui/button";
import { formatStockMark } from "@/lib/client/format";
import { formatDay } from "@/lib/client/format-time";
import { underlyingOf } from "@/lib/client/leg-name";
import type { PayoffView } from "@/lib/wire/raxx/payoff";
import type { PreviewView } from "@/lib/wire/raxx/preview";
import { PayoffCurves } from "./payoff-curves";
import { PayoffTable } from "./payoff-table";
import { usePayoff } from "./use-payoff";

/** Points of volatility to choose from: what a quiet week takes away, and what a bad one adds. */
const SHIFTS: readonly number[] = [-10, -5, 0, 5, 10, 20];

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  /** What the value means, for the eye and for screen readers. */
  readonly words: string;
  readonly onChange: (value: number) => void;
}

function Slider({ label, value, max, words, onChange }: SliderProps) {
  const id = useId();
  return (
    <div className="flex items-center gap-2 text-xs">
      <label htmlFor={id} className="w-16 shrink-0 text-muted">
        {label}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={max}
        step={1}
        value={value}
        aria-valuetext={words}
        onChange={({ target }) => onChange(Number(target.value))}
        className="h-6 min-w-0 flex-1 accent-(--sim-solid)"
      />
      <output htmlFor={id} className="w-24 shrink-0 text-right">
        {words}
      </output>
    </div>
  );
}

function shiftWords(shift: number): string {
  if (shift === 0) return "as it is";
  return `${shift > 0 ? "+" : "\u2212"}${Math.abs(shift)} points`;
}

interface Chosen {
  readonly view: PayoffView;
  /** Index of the date between today and the end. */
  readonly at: number;
}

function dateWords({ view, at }: Chosen): string {
  const date = view.dates[at]?.date ?? "";
  if (at === 0) return "today";
  return at === view.dates.length - 1 ? `${formatDay(date)}, expiry` : formatDay(date);
}

function Legend({ chosen }: { readonly chosen: Chosen }) {
  const { view, at } = chosen;
  const between = at > 0 && at < view.dates.length - 1;
  return (
    <p aria-hidden className="flex flex-wrap gap-x-3 text-xs text-muted">
      <span>
        <span className="text-ink">━</span> at expiry
      </span>
      <span>
        <span className="text-muted">┅</span> today
      </span>
      {between ? (
        <span>
          <span className="text-sim">━</span> {dateWords(chosen)}
        </span>
      ) : null}
    </p>
  );
}

/** What the order is worth over the underlying's price: today, at expiry, and on any date between. */
export function Payoff({ preview }: { readonly preview: PreviewView }) {
  const underlying = useTicket(({ legs }) => underlyingOf(legs[0]?.symbol ?? ""));
  const mark = useQuote(underlying)?.mark ?? null;
  const [shiftAt, setShiftAt] = useState(SHIFTS.indexOf(0));
  const [wanted, setWanted] = useState<number | null>(null);
  const [asTable, setAsTable] = useState(false);
  const shift = SHIFTS[shiftAt] ?? 0;
  const view = usePayoff(shift);
  if (view === null) return <div aria-hidden className="skeleton h-52" />;
  const last = view.dates.length - 1;
  const chosen = { view, at: Math.min(wanted ?? Math.ceil(last / 2), last) };
  return (
    <figure data-feed={view.label.feed} className="flex flex-col gap-1">
      {asTable ? (
        <PayoffTable view={view} />
      ) : (
        <>
          <PayoffCurves view={view} at={chosen.at} now={mark} preview={preview} />
          <Legend chosen={chosen} />
        </>
      )}
      {last < 1 ? null : (
        <>
          {asTable ? null : (
            <Slider
              label="Date"
              value={chosen.at}
              max={last}
              words={dateWords(chosen)}
              onChange={setWanted}
            />
          )}
          <Slider
            label="Volatility"
            value={shiftAt}
            max={SHIFTS.length - 1}
            words={shiftWords(shift)}
            onChange={setShiftAt}
          />
        </>
      )}
      <figcaption className="flex items-center justify-between text-xs text-muted">
        <span>
          {mark === null ? "Simulated" : `${underlying} now ${formatStockMark(mark)} (dashed)`}
        </span>
        <Button
          size="small"
          tone="ghost"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          Price × date table
        </Button>
      </figcaption>
    </figure>
  );
}

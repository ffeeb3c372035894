import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import { useEffect, useRef } from "react";
import { formatPercent } from "@/lib/client/format";
import { formatDay, formatWeekday } from "@/lib/client/format-time";
import type { ChainExpiryView } from "@/lib/wire/raxx/chain";

interface ExpiryChipsProps {
  readonly expiries: readonly ChainExpiryView[];
  readonly value: string;
  readonly onChange: (date: string) => void;
}

/** The expiries of a chain with their days to go and implied volatility; monthly ones are marked. */
export function ExpiryChips({ expiries, value, onChange }: ExpiryChipsProps) {
  const list = useRef<HTMLDivElement>(null);

  // The chosen expiry may lie beyond the edge: bring it into view without moving the page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice is what scrolls.
  useEffect(() => {
    const chip = list.current?.querySelector<HTMLElement>("[data-pressed]");
    const strip = list.current;
    if (!chip || strip === null) return;
    strip.scrollTo({ left: chip.offsetLeft - strip.offsetLeft - strip.clientWidth / 3 });
  }, [value]);

  return (
    <ToggleGroup
      ref={list}
      aria-label="Expiry"
      value={[value]}
      onValueChange={(next) => next[0] !== undefined && onChange(next[0])}
      className="flex gap-1 overflow-x-auto border-b border-line px-2 py-1.5"
    >
      {expiries.map(({ date, daysToExpiry, isMonthly, impliedVolatility }) => (
        <Toggle
          key={date}
          value={date}
          // Positioned, so that its unseen words scroll with it instead of widening the page.
          className="relative flex h-8 shrink-0 items-center gap-1.5 rounded-md border border-line px-2 whitespace-nowrap text-[0.8125rem] hover:bg-raised data-pressed:border-ink data-pressed:bg-ink data-pressed:text-panel"
        >
          <span className={isMonthly ? "font-semibold" : ""}>
            <span className="sr-only">{formatWeekday(date).replace(formatDay(date), "")}</span>
            {formatDay(date)}
          </span>{" "}
          <span className="text-xs opacity-80">
            {daysToExpiry}d
            {impliedVolatility === null ? null : (
              <span className="live ml-1">
                <span className="sr-only">, implied volatility</span>{" "}
                {formatPercent(impliedVolatility)}
              </span>
            )}
          </span>
          {isMonthly ? <span className="sr-only">, monthly</span> : null}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}

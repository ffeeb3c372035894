import { useEffect, useRef } from "react";
import { ChoiceGroup } from "@/components/ui/choice-group";
import { formatPercent } from "@/lib/client/format";
import { formatDay, formatWeekday } from "@/lib/client/format-time";
import type { ChainExpiryView } from "@/lib/wire/raxx/chain";

interface ExpiryChipsProps {
  readonly expiries: readonly ChainExpiryView[];
  readonly value: string;
  readonly onChange: (date: string) => void;
}

function ChipLabel({ expiry }: { readonly expiry: ChainExpiryView }) {
  const { date, daysToExpiry, isMonthly, impliedVolatility } = expiry;
  return (
    <>
      <span className={isMonthly ? "font-semibold" : ""}>
        <span className="sr-only">{formatWeekday(date).replace(formatDay(date), "")}</span>
        {formatDay(date)}
      </span>{" "}
      <span className="text-xs opacity-80">
        {daysToExpiry}d
        {impliedVolatility === null ? null : (
          <span className="live ml-1">
            <span className="sr-only">, implied volatility</span> {formatPercent(impliedVolatility)}
          </span>
        )}
      </span>
      {isMonthly ? <span className="sr-only">, monthly</span> : null}
    </>
  );
}

/** The expiries of a chain with their days to go and implied volatility; monthly ones are marked. */
export function ExpiryChips({ expiries, value, onChange }: ExpiryChipsProps) {
  const list = useRef<HTMLDivElement>(null);

  // The chosen expiry may lie beyond the edge: bring it into view without moving the page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice is what scrolls.
  useEffect(() => {
    const chip = list.current?.querySelector<HTMLElement>("[aria-pressed=true]");
    const strip = list.current;
    if (!chip || strip === null) return;
    strip.scrollTo({ left: chip.offsetLeft - strip.offsetLeft - strip.clientWidth / 3 });
  }, [value]);

  return (
    <ChoiceGroup
      ref={list}
      label="Expiry"
      value={value}
      options={expiries.map((expiry) => ({
        value: expiry.date,
        label: <ChipLabel expiry={expiry} />,
      }))}
      onChange={onChange}
      className="flex gap-1 overflow-x-auto border-b border-line px-2 py-1.5"
      // Positioned, so that its unseen words scroll with it instead of widening the page.
      choiceClass="relative flex h-8 shrink-0 items-center gap-1.5 rounded-md border border-line px-2 whitespace-nowrap text-[0.8125rem] hover:bg-raised aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-panel"
    />
  );
}

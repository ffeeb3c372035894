import { classNames } from "@/components/ui/class-names";
import { formatProfit, signOf, spokenProfit } from "@/lib/client/format";

/** Profit or loss: sign, glyph and colour, and words for a screen reader. Its panel carries the SIM chip. */
export function ProfitText({
  amount,
  className,
}: {
  readonly amount: string | null;
  readonly className?: string;
}) {
  const sign = signOf(amount, 2);
  return (
    <span className={classNames("live", sign > 0 && "text-up", sign < 0 && "text-down", className)}>
      <span aria-hidden>
        {sign === 0 ? "" : sign > 0 ? "▲ " : "▼ "}
        {formatProfit(amount)}
      </span>
      <span className="sr-only">{spokenProfit(amount)}</span>
    </span>
  );
}

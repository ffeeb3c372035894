import { ArrowDown, ArrowUp } from "lucide-react";
import { useQuote } from "@/components/desk/desk-context";
import { classNames } from "@/components/ui/class-names";
import { formatStockMark } from "@/lib/client/format";
import type { ChainView } from "@/lib/wire/raxx/chain";
import type { Sides } from "./chain-sides";

interface MoneyMarkerProps {
  readonly chain: ChainView;
  /** The rows on screen. */
  readonly seen: { readonly first: number; readonly last: number };
  /** Below a header of two lines the marker fits between "Calls" and "Puts". */
  readonly sides: Sides;
  readonly onJump: () => void;
}

/** Sticks to the edge of the chain behind which the at-the-money strike went, and leads back to it. */
export function MoneyMarker({ chain, seen, sides, onJump }: MoneyMarkerProps) {
  const quote = useQuote(chain.underlying);
  const strike = chain.rows[chain.atTheMoney]?.strike;
  if (strike === undefined) return null;
  const isAbove = chain.atTheMoney < seen.first;
  const isBelow = chain.atTheMoney > seen.last;
  if (!isAbove && !isBelow) return null;
  const Icon = isAbove ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      onClick={onJump}
      className={classNames(
        "absolute left-1/2 flex h-6 -translate-x-1/2 items-center gap-1 rounded-full bg-ink px-3 text-xs font-semibold whitespace-nowrap text-panel shadow-lg",
        isAbove && (sides === "both" ? "top-0.5" : "top-9"),
        isBelow && "bottom-2",
      )}
    >
      <Icon aria-hidden size={14} />
      At the money {strike} · {chain.underlying}{" "}
      {formatStockMark(quote?.mark ?? chain.underlyingMark)}
    </button>
  );
}

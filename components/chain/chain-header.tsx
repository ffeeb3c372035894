import { classNames } from "@/components/ui/class-names";
import { GridColumnName, GridRow } from "@/components/ui/grid";
import { columnsOf, type Sides } from "./chain-sides";

const BOTH = ["Δ", "IV", "Bid", "Ask", "Strike", "Bid", "Ask", "IV", "Δ"] as const;
const ONE = ["Strike", "Bid", "Ask", "IV", "Δ"] as const;
const SPOKEN: Readonly<Record<string, string>> = { Δ: "delta", IV: "implied volatility" };

function groupOf(sides: Sides, index: number): string {
  if (sides !== "both" || index === 4) return "";
  return index < 4 ? "Call " : "Put ";
}

/** The names of the chain's columns. */
export function ChainHeader({ sides }: { readonly sides: Sides }) {
  const names = sides === "both" ? BOTH : ONE;
  return (
    <GridRow
      aria-rowindex={1}
      className="overflow-hidden border-b border-line [scrollbar-gutter:stable] [scrollbar-width:thin]"
    >
      {sides === "both" ? (
        <div role="presentation" className="grid grid-cols-2 pt-1 text-xs text-muted" aria-hidden>
          <span className="text-center">Calls</span>
          <span className="text-center">Puts</span>
        </div>
      ) : null}
      <div role="presentation" className="grid" style={{ gridTemplateColumns: columnsOf(sides) }}>
        {names.map((name, index) => (
          <GridColumnName
            // biome-ignore lint/suspicious/noArrayIndexKey: the columns are fixed and some names repeat.
            key={index}
            aria-label={`${groupOf(sides, index)}${SPOKEN[name] ?? name.toLowerCase()}`}
            className={classNames(
              "px-1.5 py-1 text-xs text-muted",
              name === "Strike" ? "text-center" : "text-right",
            )}
          >
            {name}
          </GridColumnName>
        ))}
      </div>
    </GridRow>
  );
}

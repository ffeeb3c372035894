import { useDeskContext, useView } from "@/components/desk/desk-context";
import { Button } from "@/components/ui/button";

/** Shows of the account what is about the symbol on screen, or all of it again. */
export function OfSymbolButton() {
  const { view } = useDeskContext();
  const symbol = useView((state) => state.symbol);
  const ofSymbol = useView((state) => state.ofSymbol);
  return (
    <Button
      size="small"
      tone="ghost"
      aria-pressed={ofSymbol}
      className={ofSymbol ? "bg-raised font-semibold text-ink" : ""}
      onClick={() => view.setState({ ofSymbol: !ofSymbol })}
    >
      Only {symbol}
    </Button>
  );
}

/** What is said where nothing of the account is about it. */
export function NothingOfSymbol() {
  const symbol = useView((state) => state.symbol);
  return <p className="px-4 py-3 text-muted">Nothing of {symbol} here.</p>;
}

/** The items that are about the symbol on screen, while only those are wanted. */
export function useOfSymbol<T>(
  items: readonly T[],
  symbolsOf: (item: T) => readonly string[],
): readonly T[] {
  const only = useView(({ symbol, ofSymbol }) => (ofSymbol ? symbol : null));
  return only === null ? items : items.filter((item) => symbolsOf(item).includes(only));
}

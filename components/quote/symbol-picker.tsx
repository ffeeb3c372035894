import { ChevronDown } from "lucide-react";
import { useEffect, useRef } from "react";
import { useDeskContext, useView } from "@/components/desk/desk-context";
import { lazyPart } from "@/components/ui/lazy-part";
import { OnPress } from "@/components/ui/on-press";
import { takeCommand } from "@/lib/client/commands";
import { showSymbol } from "@/lib/client/view-store";
import { SYMBOL_BUTTON } from "./symbol-button";

const { Part: SymbolSearch, preload } = lazyPart(() =>
  import("./symbol-search").then((module) => module.SymbolSearch),
);

/** The symbol on screen; press it, or "/", to pick another. */
export function SymbolPicker() {
  const { view } = useDeskContext();
  const symbol = useView((state) => state.symbol);
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const stops = [
      takeCommand("symbol", () => place.current?.querySelector("button")?.click()),
      takeCommand("open-symbol", (wanted) => showSymbol(view, wanted, null)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [view]);

  return (
    <div ref={place}>
      <OnPress
        preload={preload}
        button={
          <button type="button" aria-label={`Symbol ${symbol}, change`} className={SYMBOL_BUTTON}>
            {symbol}
            <ChevronDown aria-hidden size={16} className="text-muted" />
          </button>
        }
      >
        <SymbolSearch />
      </OnPress>
    </div>
  );
}

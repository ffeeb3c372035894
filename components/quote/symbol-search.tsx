import { Combobox } from "@base-ui/react/combobox";
import { ChevronDown } from "lucide-react";
import { useDeskContext, useView } from "@/components/desk/desk-context";
import { showSymbol } from "@/lib/client/view-store";
import type { InstrumentView } from "@/lib/wire/raxx/desk";
import { SYMBOL_BUTTON } from "./symbol-button";

function matches(item: InstrumentView, query: string): boolean {
  const wanted = query.trim().toLowerCase();
  return item.symbol.toLowerCase().startsWith(wanted) || item.name.toLowerCase().includes(wanted);
}

function PickerPopup() {
  return (
    <Combobox.Portal>
      <Combobox.Positioner sideOffset={6} align="start" className="z-40">
        <Combobox.Popup className="flex w-80 max-w-(--available-width) flex-col rounded-lg border border-line bg-panel text-ink shadow-2xl">
          <Combobox.Input
            aria-label="Search symbols"
            placeholder="Symbol or name"
            className="field m-2 h-9"
          />
          <Combobox.Empty>
            <p className="px-3 pb-3 text-muted">No symbol starts with that.</p>
          </Combobox.Empty>
          <Combobox.List className="max-h-[min(22rem,var(--available-height))] overflow-y-auto pb-1">
            {(item: InstrumentView) => (
              <Combobox.Item
                key={item.symbol}
                value={item}
                className="flex cursor-default items-baseline gap-2 px-3 py-1.5 data-highlighted:bg-raised"
              >
                <span className="w-14 font-semibold">{item.symbol}</span>
                <span className="min-w-0 flex-1 truncate text-muted">{item.name}</span>
                {item.hasOptions ? <span className="text-xs text-muted">options</span> : null}
              </Combobox.Item>
            )}
          </Combobox.List>
        </Combobox.Popup>
      </Combobox.Positioner>
    </Combobox.Portal>
  );
}

/** The search among all symbols, open. */
export function SymbolSearch() {
  const { instruments, view } = useDeskContext();
  const symbol = useView((state) => state.symbol);
  const current = instruments.find((item) => item.symbol === symbol) ?? null;
  return (
    <Combobox.Root
      items={instruments}
      value={current}
      defaultOpen
      onValueChange={(item) => item !== null && showSymbol(view, item.symbol, null)}
      itemToStringLabel={(item) => item.symbol}
      isItemEqualToValue={(a, b) => a.symbol === b.symbol}
      filter={matches}
    >
      <Combobox.Trigger aria-label={`Symbol ${symbol}, change`} className={SYMBOL_BUTTON}>
        {symbol}
        <ChevronDown aria-hidden size={16} className="text-muted" />
      </Combobox.Trigger>
      <PickerPopup />
    </Combobox.Root>
  );
}

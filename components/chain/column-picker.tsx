import { Popover } from "@base-ui/react/popover";
import { Columns3 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { QUOTE_COLUMNS } from "./chain-columns";
import type { ChainChoices } from "./use-chain-choices";

/** Which figures stand beside bid and ask. */
export function ColumnPicker({ choices }: { readonly choices: ChainChoices }) {
  const shown = choices.columns.map(({ id }) => id);
  return (
    <Popover.Root defaultOpen>
      <Popover.Trigger
        render={<Button size="icon" tone="ghost" aria-label="Columns" title="Columns" />}
      >
        <Columns3 aria-hidden size={16} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" className="z-40">
          <Popover.Popup className="flex w-64 flex-col rounded-lg border border-line bg-panel p-3 text-ink shadow-2xl">
            <Popover.Title className="pb-1 font-semibold">Columns beside bid and ask</Popover.Title>
            {QUOTE_COLUMNS.map(({ id, name, about }) => (
              <label key={id} className="flex min-h-8 cursor-pointer items-center gap-2">
                <input
                  type="checkbox"
                  checked={shown.includes(id)}
                  onChange={() => choices.toggleColumn(id)}
                  className="size-4 accent-(--sim-solid)"
                />
                <span className="leading-tight">
                  {name}
                  {about === undefined ? null : (
                    <span className="block text-xs text-muted">{about}</span>
                  )}
                </span>
              </label>
            ))}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

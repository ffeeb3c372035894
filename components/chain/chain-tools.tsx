import { Popover } from "@base-ui/react/popover";
import { Columns3, Maximize2, Minimize2 } from "lucide-react";
import { useDeskContext, useView } from "@/components/desk/desk-context";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { QUOTE_COLUMNS } from "./chain-columns";
import type { Sides } from "./chain-sides";
import type { ChainChoices } from "./use-chain-choices";

const MODES = [
  { value: "quotes", label: "Quotes" },
  { value: "income", label: "Income" },
] as const;

const ONE_SIDE = [
  { value: "put", label: "Puts" },
  { value: "call", label: "Calls" },
] as const;
const SIDES: readonly { readonly value: Sides; readonly label: string }[] = [
  { value: "both", label: "Both" },
  ...ONE_SIDE,
];

function ColumnPicker({ choices }: { readonly choices: ChainChoices }) {
  const shown = choices.columns.map(({ id }) => id);
  return (
    <Popover.Root>
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

/** Which side of the chain, which figures, and how wide. */
export function ChainTools({ choices }: { readonly choices: ChainChoices }) {
  const { view } = useDeskContext();
  const chainWide = useView((state) => state.chainWide);
  const { mode, sides, canShowBoth } = choices;
  const Icon = chainWide ? Minimize2 : Maximize2;
  const widen = chainWide ? "Chain beside the chart" : "Chain over the whole width";
  return (
    <>
      <Segmented
        label="Side"
        value={sides}
        options={canShowBoth ? SIDES : ONE_SIDE}
        onChange={choices.chooseSides}
      />
      <Segmented label="Figures" value={mode} options={MODES} onChange={choices.chooseMode} />
      {mode === "quotes" ? <ColumnPicker choices={choices} /> : null}
      <Button
        size="icon"
        tone="ghost"
        className="max-lg:hidden"
        aria-label={widen}
        aria-pressed={chainWide}
        title={widen}
        onClick={() => view.setState({ chainWide: !chainWide })}
      >
        <Icon aria-hidden size={16} />
      </Button>
    </>
  );
}

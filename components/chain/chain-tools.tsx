import { Columns3, Maximize2, Minimize2 } from "lucide-react";
import { useDeskContext, useView } from "@/components/desk/desk-context";
import { Button } from "@/components/ui/button";
import { lazyPart } from "@/components/ui/lazy-part";
import { OnPress } from "@/components/ui/on-press";
import { Segmented } from "@/components/ui/segmented";
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

const { Part: ColumnPicker, preload } = lazyPart(() =>
  import("./column-picker").then((module) => module.ColumnPicker),
);
const COLUMNS = (
  <Button size="icon" tone="ghost" aria-label="Columns" title="Columns">
    <Columns3 aria-hidden size={16} />
  </Button>
);

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
      {mode === "quotes" ? (
        <OnPress button={COLUMNS} preload={preload}>
          <ColumnPicker choices={choices} />
        </OnPress>
      ) : null}
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

import { useView } from "@/components/desk/desk-context";
import { useStoredChoice } from "@/lib/client/stored-choice";
import { useMedia } from "@/lib/client/use-media";
import { type ChainMode, type Column, columnsShown, QUOTE_COLUMNS } from "./chain-columns";
import type { Sides } from "./chain-sides";

function parseMode(value: unknown): ChainMode | null {
  return value === "quotes" || value === "income" ? value : null;
}

function parseSides(value: unknown): Sides | null {
  return value === "both" || value === "call" || value === "put" ? value : null;
}

function parseColumns(value: unknown): readonly string[] | null {
  return Array.isArray(value) && value.every((id) => typeof id === "string") ? value : null;
}

export interface ChainChoices {
  readonly mode: ChainMode;
  readonly sides: Sides;
  readonly columns: readonly Column[];
  readonly canShowBoth: boolean;
  readonly chooseMode: (mode: ChainMode) => void;
  readonly chooseSides: (sides: Sides) => void;
  readonly toggleColumn: (id: string) => void;
}

/** How the trader wants chains shown, and what of it the screen has room for. */
export function useChainChoices(): ChainChoices {
  const isRoomy = useMedia("(min-width: 640px)", true);
  const chainWide = useView((state) => state.chainWide);
  const [mode, chooseMode] = useStoredChoice("raxx-chain-mode", "quotes" as ChainMode, parseMode);
  const [wanted, chooseSides] = useStoredChoice("raxx-chain-sides", "both" as Sides, parseSides);
  const [chosen, choose] = useStoredChoice<readonly string[] | null>(
    "raxx-chain-columns",
    null,
    parseColumns,
  );
  // Income on both sides fits only the whole width; puts are what an income seller starts with.
  const canShowBoth = isRoomy && (mode === "quotes" || chainWide);
  const sides = wanted === "both" && !canShowBoth ? "put" : wanted;
  const columns = columnsShown(mode, chosen, chainWide || (isRoomy && sides !== "both"));

  function toggleColumn(id: string): void {
    const shown = columns.map((column) => column.id);
    const next = shown.includes(id) ? shown.filter((one) => one !== id) : [...shown, id];
    choose(QUOTE_COLUMNS.map((column) => column.id).filter((one) => next.includes(one)));
  }

  return { mode, sides, columns, canShowBoth, chooseMode, chooseSides, toggleColumn };
}

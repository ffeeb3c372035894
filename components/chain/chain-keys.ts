/** Where the arrow keys go in a chain, and which letters trade. */
import { keysOf, shortcutChoices } from "@/lib/client/shortcuts";

export interface CellAt {
  readonly row: number;
  readonly column: number;
}

const PAGE_ROWS = 10;

const MOVES: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-PAGE_ROWS, 0],
  PageDown: [PAGE_ROWS, 0],
};

function within(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value));
}

/** Tells the cell a key moves to; null for keys that do not move. Edges hold. */
export function moveCell(
  at: CellAt,
  key: string,
  size: { readonly rows: number; readonly columns: number },
): CellAt | null {
  const move = MOVES[key];
  if (move === undefined) return null;
  return {
    row: within(at.row + move[0], size.rows),
    column: within(at.column + move[1], size.columns),
  };
}

/** "s" sells and "b" buys the focused series, whichever of its prices has the focus; or what was chosen instead. */
export function sideOfKey(key: string): "buy" | "sell" | null {
  const choices = shortcutChoices();
  if (key === keysOf("sell-leg", choices)) return "sell";
  return key === keysOf("buy-leg", choices) ? "buy" : null;
}

import { useVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { useCallback, useEffect, useRef, useState } from "react";
import { useAddLeg } from "@/components/ticket/use-add-leg";
import { Grid, GridBody } from "@/components/ui/grid";
import { formatDay } from "@/lib/client/format-time";
import type { ChainView } from "@/lib/wire/raxx/desk";
import { ChainHeader } from "./chain-header";
import { type CellAt, moveCell, sideOfKey } from "./chain-keys";
import { ChainRow } from "./chain-row";
import { pressCells, type Sides, sideOf } from "./chain-sides";
import { MoneyMarker } from "./money-marker";

interface ChainGridProps {
  readonly chain: ChainView;
  readonly sides: Sides;
  readonly rowHeight: number;
}

/** Puts the focus where the keyboard moved, once the row is there. */
function useFocusAt(scroller: React.RefObject<HTMLDivElement | null>) {
  return useCallback(
    ({ row, column }: CellAt) => {
      requestAnimationFrame(() => {
        scroller.current?.querySelector<HTMLElement>(`[data-cell="${row}:${column}"]`)?.focus();
      });
    },
    [scroller],
  );
}

interface RowsProps extends Pick<ChainGridProps, "chain" | "sides" | "rowHeight"> {
  readonly items: readonly VirtualItem[];
  readonly at: CellAt;
  readonly onPress: (symbol: string, side: "buy" | "sell") => void;
}

function Rows({ chain, sides, rowHeight, items, at, onPress }: RowsProps) {
  return items.map(({ index, start }) => {
    const row = chain.rows[index];
    return row === undefined ? null : (
      <div
        key={row.strike}
        role="presentation"
        className="absolute inset-x-0 top-0"
        style={{ height: rowHeight, transform: `translateY(${start}px)` }}
      >
        <ChainRow
          row={row}
          index={index}
          sides={sides}
          atTheMoney={index === chain.atTheMoney}
          reachable={at.row === index ? at.column : null}
          onPress={onPress}
        />
      </div>
    );
  });
}

/** The cell the keyboard is on, and the keys that move it or trade. */
function useGridKeys(
  { chain, sides }: Pick<ChainGridProps, "chain" | "sides">,
  press: (symbol: string, side: "buy" | "sell") => void,
  reveal: (at: CellAt) => void,
) {
  const [at, setAt] = useState<CellAt>({ row: chain.atTheMoney, column: 0 });
  const cells = pressCells(sides);

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const side = sideOfKey(event.key);
    const cell = cells[at.column];
    const row = chain.rows[at.row];
    if (side !== null && cell !== undefined && row !== undefined) {
      const series = sideOf(row, cell.right);
      if (series !== null) press(series.symbol, side);
      return;
    }
    const next = moveCell(at, event.key, { rows: chain.rows.length, columns: cells.length });
    if (next === null) return;
    event.preventDefault();
    setAt(next);
    reveal(next);
  }

  function onFocus(event: React.FocusEvent): void {
    const [row, column] = (event.target.getAttribute("data-cell") ?? "").split(":").map(Number);
    if (row !== undefined && column !== undefined) setAt({ row, column });
  }

  return { at, onKeyDown, onFocus };
}

/** Every strike of an expiry; rows exist only while they are on screen. */
export function ChainGrid({ chain, sides, rowHeight }: ChainGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const press = useAddLeg();
  const focusAt = useFocusAt(scroller);
  const rows = useVirtualizer({
    count: chain.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    initialRect: { width: 540, height: 360 },
    initialOffset: Math.max(0, chain.atTheMoney * rowHeight - 160),
  });
  const { scrollToIndex } = rows;
  const { at, onKeyDown, onFocus } = useGridKeys({ chain, sides }, press, (next) => {
    scrollToIndex(next.row, { align: "auto" });
    focusAt(next);
  });
  const center = () => scrollToIndex(chain.atTheMoney, { align: "center" });
  const shown = `${chain.underlying} ${chain.expiryDate}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another chain recenters, a moving price must not.
  useEffect(center, [shown]);

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <Grid
        aria-label={`${chain.underlying} options, ${formatDay(chain.expiryDate)}`}
        aria-rowcount={chain.rows.length + 1}
        className="flex min-h-0 flex-1 flex-col"
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        <ChainHeader sides={sides} />
        <div
          ref={scroller}
          role="presentation"
          className="min-h-0 flex-1 overflow-y-auto [scrollbar-gutter:stable] [scrollbar-width:thin]"
        >
          <GridBody className="relative" style={{ height: rows.getTotalSize() }}>
            <Rows
              chain={chain}
              sides={sides}
              rowHeight={rowHeight}
              items={rows.getVirtualItems()}
              at={at}
              onPress={press}
            />
          </GridBody>
        </div>
      </Grid>
      <MoneyMarker chain={chain} sides={sides} range={rows.range} onJump={center} />
    </div>
  );
}

import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useAddLeg } from "@/components/ticket/use-add-leg";
import { Grid, GridBody } from "@/components/ui/grid";
import { formatDay } from "@/lib/client/format-time";
import type { ChainView } from "@/lib/wire/raxx/chain";
import type { Column } from "./chain-columns";
import { ChainHeader } from "./chain-header";
import { type CellAt, moveCell, sideOfKey } from "./chain-keys";
import { ChainRow } from "./chain-row";
import { layoutOf, pressCells, type Sides, sideOf } from "./chain-sides";
import { MoneyMarker } from "./money-marker";
import { useRowWindow } from "./use-row-window";

interface ChainGridProps {
  readonly chain: ChainView;
  readonly sides: Sides;
  readonly columns: readonly Column[];
  readonly rowHeight: number;
  /** Tells the strike in the middle of the screen when it has moved on by a dozen. */
  readonly onLook: (strike: string) => void;
}

/** Puts the focus where the keyboard moved, as soon as the row is there. */
function useFocusAt(scroller: React.RefObject<HTMLDivElement | null>) {
  const wanted = useRef<CellAt | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    const { row, column } = wanted.current;
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-cell="${row}:${column}"]`);
    if (cell === undefined || cell === null) return;
    wanted.current = null;
    cell.focus();
  });
  return (at: CellAt) => {
    wanted.current = at;
  };
}

/** The scrollbar beside the rows. */
const GUTTER_REM = 1;
/** Rows that scroll by before the ones around are asked for. */
const LOOK_ROWS = 12;
const LOOK_MS = 150;

/** Tells where the trader looks, a moment after the scrolling has stopped. */
function useLook(chain: ChainView, middle: number, onLook: (strike: string) => void): void {
  const asked = useRef(chain.atTheMoney);
  const strike = chain.rows[middle]?.strike;
  useEffect(() => {
    if (strike === undefined) return;
    if (Math.abs(middle - asked.current) < LOOK_ROWS) return;
    const timer = setTimeout(() => {
      asked.current = middle;
      onLook(strike);
    }, LOOK_MS);
    return () => clearTimeout(timer);
  }, [middle, strike, onLook]);
}

interface RowsProps extends Pick<ChainGridProps, "chain" | "sides" | "columns" | "rowHeight"> {
  readonly template: string;
  readonly first: number;
  readonly last: number;
  readonly origin: number;
  readonly at: CellAt;
  readonly onPress: (symbol: string, side: "buy" | "sell") => void;
}

const Rows = memo(function Rows(props: RowsProps) {
  const { chain, sides, columns, template, rowHeight, first, last, origin, at, onPress } = props;
  return chain.rows.slice(first, last + 1).map((row, place) => {
    const index = first + place;
    return (
      <div
        key={row.strike}
        role="presentation"
        className="absolute inset-x-0 top-0"
        style={{ height: rowHeight, transform: `translateY(${(index - origin) * rowHeight}px)` }}
      >
        <ChainRow
          row={row}
          index={index}
          sides={sides}
          columns={columns}
          template={template}
          atTheMoney={index === chain.atTheMoney}
          reachable={at.row === index ? at.column : null}
          onPress={onPress}
        />
      </div>
    );
  });
});

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
export function ChainGrid({ chain, sides, columns, rowHeight, onLook }: ChainGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const press = useAddLeg();
  const focusAt = useFocusAt(scroller);
  const { seen, drawn, origin, reveal, center } = useRowWindow({
    scroller,
    count: chain.rows.length,
    rowHeight,
    start: chain.atTheMoney,
  });
  const { at, onKeyDown, onFocus } = useGridKeys({ chain, sides }, press, (next) => {
    focusAt(next);
    reveal(next.row);
  });
  const layout = useMemo(() => layoutOf(sides, columns), [sides, columns]);
  useLook(chain, (seen.first + seen.last) >> 1, onLook);
  const jump = () => center(chain.atTheMoney);
  const shown = `${chain.underlying} ${chain.expiryDate}`;
  // Before it is painted, so that nothing is seen to move.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another chain recenters, a moving price must not.
  useLayoutEffect(() => {
    if (origin === 0) jump();
  }, [shown, origin, rowHeight]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard.
    <div className="relative flex min-h-0 flex-1 flex-col overflow-x-auto" tabIndex={0}>
      <Grid
        aria-label={`${chain.underlying} options, ${formatDay(chain.expiryDate)}`}
        aria-rowcount={chain.rows.length + 1}
        className="flex min-h-0 flex-1 flex-col"
        style={{ minWidth: `${layout.minRem + GUTTER_REM}rem` }}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        <ChainHeader sides={sides} columns={columns} layout={layout} />
        <div
          ref={scroller}
          role="presentation"
          className="min-h-0 flex-1 overflow-y-auto [scrollbar-gutter:stable] [scrollbar-width:thin]"
        >
          <GridBody
            className="relative"
            style={{ height: (chain.rows.length - origin) * rowHeight }}
          >
            <Rows
              chain={chain}
              sides={sides}
              columns={columns}
              template={layout.template}
              rowHeight={rowHeight}
              first={drawn.first}
              last={drawn.last}
              origin={origin}
              at={at}
              onPress={press}
            />
          </GridBody>
        </div>
      </Grid>
      <MoneyMarker chain={chain} sides={sides} seen={seen} onJump={jump} />
    </div>
  );
}

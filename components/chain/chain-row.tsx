import { memo } from "react";
import { useQuote, useQuoted, useTicket } from "@/components/desk/desk-context";
import { classNames } from "@/components/ui/class-names";
import { GridCell, GridRow, GridRowName } from "@/components/ui/grid";
import { TickText } from "@/components/ui/tick-text";
import { formatPrice, formatQuantity, UNKNOWN } from "@/lib/client/format";
import type { ChainRowView } from "@/lib/wire/raxx/chain";
import type { Column } from "./chain-columns";
import { outward, pressCells, type Right, type Sides, sideOf } from "./chain-sides";

interface PressProps {
  readonly row: ChainRowView;
  readonly right: Right;
  readonly side: "buy" | "sell";
  readonly cell: string;
  readonly reachable: boolean;
  readonly onPress: (symbol: string, side: "buy" | "sell") => void;
}

/** A bid or an ask that can be pressed; the button is the price, its label says what it does. */
function PressPrice({ row, right, side, cell, reachable, onPress }: PressProps) {
  const series = sideOf(row, right);
  const quote = useQuote(series?.symbol ?? "");
  const symbol = series?.symbol ?? "";
  const chosen = useTicket(({ legs }) =>
    legs.some((leg) => leg.symbol === symbol && leg.side === side),
  );
  if (series === null) return <span aria-hidden />;

  const now = quote ?? series;
  const price = formatPrice(side === "sell" ? now.bid : now.ask);
  const size = formatQuantity(side === "sell" ? now.bidSize : now.askSize);
  const verb = side === "sell" ? "Sell" : "Buy";
  const at = side === "sell" ? "bid" : "ask";
  return (
    <button
      type="button"
      data-cell={cell}
      tabIndex={reachable ? 0 : -1}
      aria-pressed={chosen}
      aria-label={`${verb} ${row.strike} ${right}, ${at} ${price}`}
      title={`${verb} at ${price} × ${size}`}
      onClick={() => onPress(series.symbol, side)}
      className={classNames(
        "h-full w-full rounded px-1.5 text-right hover:bg-raised focus-visible:-outline-offset-2",
        chosen && "bg-sim-tint font-semibold text-sim",
      )}
    >
      <TickText text={price} />
    </button>
  );
}

function Figure({ text }: { readonly text: string }) {
  return (
    <GridCell className="live flex items-center justify-end px-1 text-xs text-muted">
      {text}
    </GridCell>
  );
}

interface FiguresProps {
  readonly row: ChainRowView;
  readonly right: Right;
  readonly sides: Sides;
  readonly columns: readonly Column[];
}

function Figures({ row, right, sides, columns }: FiguresProps) {
  const series = sideOf(row, right);
  return outward(columns, right, sides).map(({ id, text }) => (
    <Figure key={id} text={series === null ? UNKNOWN : text(series)} />
  ));
}

interface ChainRowProps {
  readonly row: ChainRowView;
  readonly index: number;
  readonly sides: Sides;
  readonly columns: readonly Column[];
  /** The grid both header and rows are laid on. */
  readonly template: string;
  readonly atTheMoney: boolean;
  /** The pressable column the keyboard is on, or null when it is on another row. */
  readonly reachable: number | null;
  readonly onPress: (symbol: string, side: "buy" | "sell") => void;
}

function Strike({ row, atTheMoney }: { readonly row: ChainRowView; readonly atTheMoney: boolean }) {
  return (
    <GridRowName
      className={classNames(
        "flex items-center justify-center rounded font-semibold",
        atTheMoney && "bg-ink text-panel",
      )}
    >
      {row.strike}
      {atTheMoney ? <span className="sr-only">, at the money</span> : null}
    </GridRowName>
  );
}

/** One strike. It keeps its own series quoted while it is on screen. */
export const ChainRow = memo(function ChainRow(props: ChainRowProps) {
  const { row, index, sides, columns, template, atTheMoney, reachable, onPress } = props;
  useQuoted(`${row.call?.symbol ?? ""},${row.put?.symbol ?? ""}`);
  const presses = pressCells(sides).map(({ right, side }, column) => (
    <GridCell key={`${right}${side}`} className="p-0.5">
      <PressPrice
        row={row}
        right={right}
        side={side}
        cell={`${index}:${column}`}
        reachable={reachable === column}
        onPress={onPress}
      />
    </GridCell>
  ));
  const strike = <Strike row={row} atTheMoney={atTheMoney} />;
  const figures = { row, sides, columns };
  return (
    <GridRow
      className={classNames("grid h-full border-b border-line", atTheMoney && "bg-raised")}
      style={{ gridTemplateColumns: template }}
      aria-rowindex={index + 2}
    >
      {sides === "both" ? (
        <>
          <Figures right="call" {...figures} />
          {presses.slice(0, 2)}
          {strike}
          {presses.slice(2)}
          <Figures right="put" {...figures} />
        </>
      ) : (
        <>
          {strike}
          {presses}
          <Figures right={sides} {...figures} />
        </>
      )}
    </GridRow>
  );
});

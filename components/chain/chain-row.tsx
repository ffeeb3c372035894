import { memo } from "react";
import { useQuoted } from "@/components/desk/desk-context";
import { classNames } from "@/components/ui/class-names";
import { GridCell, GridRow, GridRowName } from "@/components/ui/grid";
import { UNKNOWN } from "@/lib/client/format";
import type { ChainRowView } from "@/lib/wire/raxx/chain";
import type { Column } from "./chain-columns";
import { outward, pressCells, type Right, type Sides, sideOf } from "./chain-sides";
import { PressPrice } from "./press-price";

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
  const presses = pressCells(sides).map(({ right, side }, column) => {
    const series = sideOf(row, right);
    return (
      <GridCell key={`${right}${side}`} className="p-0.5">
        {series === null ? null : (
          <PressPrice
            strike={row.strike}
            series={series}
            right={right}
            side={side}
            cell={`${index}:${column}`}
            reachable={reachable === column}
            onPress={onPress}
          />
        )}
      </GridCell>
    );
  });
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

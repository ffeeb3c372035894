import { memo } from "react";
import { useQuote, useQuoted, useTicket } from "@/components/desk/desk-context";
import { classNames } from "@/components/ui/class-names";
import { GridCell, GridRow, GridRowName } from "@/components/ui/grid";
import { TickText } from "@/components/ui/tick-text";
import { formatGreek, formatPercent, formatPrice, formatQuantity } from "@/lib/client/format";
import type { ChainRowView, ChainSideView } from "@/lib/wire/raxx/desk";
import { columnsOf, pressCells, type Right, type Sides, sideOf } from "./chain-sides";

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

function Greeks({
  series,
  mirrored,
}: {
  readonly series: ChainSideView | null;
  readonly mirrored: boolean;
}) {
  const delta = <Figure text={formatGreek(series?.delta ?? null)} />;
  const volatility = <Figure text={formatPercent(series?.impliedVolatility ?? null)} />;
  return mirrored ? (
    <>
      {volatility}
      {delta}
    </>
  ) : (
    <>
      {delta}
      {volatility}
    </>
  );
}

interface ChainRowProps {
  readonly row: ChainRowView;
  readonly index: number;
  readonly sides: Sides;
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
  const { row, index, sides, atTheMoney, reachable, onPress } = props;
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
  return (
    <GridRow
      className={classNames("grid h-full border-b border-line", atTheMoney && "bg-raised")}
      style={{ gridTemplateColumns: columnsOf(sides) }}
      aria-rowindex={index + 2}
    >
      {sides === "both" ? (
        <>
          <Greeks series={row.call} mirrored={false} />
          {presses.slice(0, 2)}
          {strike}
          {presses.slice(2)}
          <Greeks series={row.put} mirrored />
        </>
      ) : (
        <>
          {strike}
          {presses}
          <Greeks series={sideOf(row, sides)} mirrored />
        </>
      )}
    </GridRow>
  );
});

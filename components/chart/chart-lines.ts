import { useMemo } from "react";
import { useDesk } from "@/components/desk/desk-context";
import { formatPrice, formatQuantity } from "@/lib/client/format";
import { formatDollars } from "@/lib/engine/decimal";
import { parseOccSymbol } from "@/lib/engine/instrument/occ-symbol";
import type { DeskView, OrderView, PositionGroupView } from "@/lib/wire/raxx/desk";

/** A price of one's own drawn across the chart. */
export interface ChartLine {
  readonly price: string;
  readonly title: string;
  readonly kind: "order" | "position" | "breakeven";
}

/** Of shares: the net of several legs is no price of the stock. */
function orderLines(order: OrderView, symbol: string): ChartLine[] {
  const [leg, ...others] = order.legs;
  if (!order.working || others.length > 0 || leg?.symbol !== symbol) return [];
  const verb = `${leg.side === "buy" ? "Buy" : "Sell"} ${formatQuantity(order.qty)}`;
  const line = (price: string | null, word: string): ChartLine[] =>
    price === null ? [] : [{ price, title: `${verb} ${word}`, kind: "order" }];
  return [...line(order.limit, "limit"), ...line(order.stop, "stop")];
}

function groupLines(group: PositionGroupView): ChartLine[] {
  const legs = group.legs.map((leg): ChartLine => {
    const terms = parseOccSymbol(leg.symbol);
    const count = formatQuantity(leg.qty);
    return terms === null
      ? { price: leg.averagePrice, title: `${count} shares, average`, kind: "position" }
      : {
          price: formatDollars(terms.strikeMicros),
          title: `${count} ${terms.right}`,
          kind: "position",
        };
  });
  const even = group.breakevens.map(
    (price): ChartLine => ({ price, title: "Break-even", kind: "breakeven" }),
  );
  return [...legs, ...even];
}

function linesOf({ orders, positions }: DeskView, symbol: string): readonly ChartLine[] {
  const held = positions.filter(({ underlying }) => underlying === symbol);
  return [
    ...orders.flatMap((order) => orderLines(order, symbol)),
    ...held.flatMap((group) => groupLines(group)),
  ];
}

/** Own orders, positions and break-evens on a symbol; the same array until one of them changes. */
export function useChartLines(symbol: string): readonly ChartLine[] {
  const text = useDesk((state) => JSON.stringify(linesOf(state.desk, symbol)));
  return useMemo(() => JSON.parse(text) as readonly ChartLine[], [text]);
}

/** "Break-even at 690.20": for those who read the table. */
export function lineWords({ title, price }: ChartLine): string {
  return `${title} at ${formatPrice(price)}`;
}

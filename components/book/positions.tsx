import { Fragment } from "react";
import { useDesk, useDeskContext } from "@/components/desk/desk-context";
import { ProfitText } from "@/components/desk/profit-text";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import {
  formatMoney,
  formatPercent,
  formatPrice,
  formatQuantity,
  formatStockMark,
} from "@/lib/client/format";
import { showSymbol, showTicket } from "@/lib/client/view-store";
import type { PositionGroupView, PositionView } from "@/lib/wire/raxx/desk";
import { EmptyBook } from "./empty-book";

/** On a phone only what answers "how is it going": the rest would push P/L out of sight. */
const WIDE = "max-sm:hidden";
const COLUMNS = [
  { name: "Qty", from: "" },
  { name: "Average", from: WIDE },
  { name: "Mark", from: "" },
  { name: "Value", from: WIDE },
  { name: "P/L", from: "" },
  { name: "P/L %", from: WIDE },
  { name: "Days", from: WIDE },
] as const;

function Position({ position }: { readonly position: PositionView }) {
  const mark = position.kind === "equity" ? formatStockMark : formatPrice;
  return (
    <tr className="border-t border-line">
      <th scope="row" className="cell pl-6 font-normal max-sm:pl-3 max-sm:whitespace-normal">
        {position.name}
      </th>
      <td className="cell-number">{formatQuantity(position.qty)}</td>
      <td className={classNames("cell-number", WIDE)}>{formatPrice(position.averagePrice)}</td>
      <td className="cell-number live">{mark(position.mark)}</td>
      <td className={classNames("cell-number live", WIDE)}>{formatMoney(position.marketValue)}</td>
      <td className="cell-number">
        <ProfitText amount={position.unrealized} />
      </td>
      <td className={classNames("cell-number live", WIDE)}>
        {formatPercent(position.unrealizedPercent, true)}
      </td>
      <td className={classNames("cell-number text-muted", WIDE)}>
        {position.daysToExpiry === null ? "" : `${position.daysToExpiry}d`}
      </td>
    </tr>
  );
}

function Group({ group }: { readonly group: PositionGroupView }) {
  const { view } = useDeskContext();
  return (
    <Fragment>
      <tr className="border-t border-line bg-raised">
        <th scope="rowgroup" className="cell font-semibold">
          <button
            type="button"
            className="rounded py-0.5 hover:underline"
            title={`Show ${group.underlying}`}
            onClick={() => {
              showSymbol(view, group.underlying, null);
              view.setState({ phonePart: "market" });
            }}
          >
            {group.title}
          </button>
        </th>
        {COLUMNS.map(({ name, from }) => (
          <td key={name} className={classNames("cell-number font-semibold", from)}>
            {name === "P/L" ? <ProfitText amount={group.unrealized} /> : null}
          </td>
        ))}
      </tr>
      {group.legs.map((position) => (
        <Position key={position.symbol} position={position} />
      ))}
    </Fragment>
  );
}

/** One series may stand in several groups, but no two groups are of the same legs. */
function groupKey({ title, legs }: PositionGroupView): string {
  return [title, ...legs.map((leg) => leg.symbol)].join(" ");
}

/** Positions grouped by the strategy they form. */
export function Positions() {
  const { view } = useDeskContext();
  const groups = useDesk((state) => state.desk.positions);
  if (groups.length === 0) {
    return (
      <EmptyBook>
        <p>No positions. What you buy or sell shows up here, grouped by strategy.</p>
        <Button size="small" className="xl:hidden" onClick={() => showTicket(view)}>
          Open the ticket
        </Button>
      </EmptyBook>
    );
  }
  return (
    <table className="w-full text-[0.8125rem]">
      <caption className="sr-only">Positions, simulated</caption>
      <thead className="text-muted">
        <tr>
          <th scope="col" className="cell font-normal">
            Position
          </th>
          {COLUMNS.map(({ name, from }) => (
            <th key={name} scope="col" className={classNames("cell-number font-normal", from)}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <Group key={groupKey(group)} group={group} />
        ))}
      </tbody>
    </table>
  );
}

import { Fragment } from "react";
import { useDesk, useDeskContext } from "@/components/desk/desk-context";
import { ProfitText } from "@/components/desk/profit-text";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { classNames } from "@/components/ui/class-names";
import {
  formatMoney,
  formatPercent,
  formatPrice,
  formatProfit,
  formatQuantity,
  formatStockMark,
} from "@/lib/client/format";
import { showSymbol, showTicket } from "@/lib/client/view-store";
import type { PositionGroupView, PositionView } from "@/lib/wire/raxx/desk";
import { EmptyBook } from "./empty-book";
import { ExpiryTimeline } from "./expiry-timeline";
import { NothingOfSymbol, useOfSymbol } from "./of-symbol";
import { PositionActions } from "./position-actions";

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
  { name: "Actions", from: WIDE },
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
      <td className={WIDE} />
    </tr>
  );
}

/** How a group moves and where it turns: "Δ −12.3 · Θ +$4.10/day · even at 689.38". */
function figuresOf(group: PositionGroupView): string {
  return [
    group.delta === null ? "" : `Δ ${formatQuantity(group.delta)}`,
    group.theta === null ? "" : `Θ ${formatProfit(group.theta)}/day`,
    group.breakevens.length === 0 ? "" : `even at ${group.breakevens.map(formatPrice).join(", ")}`,
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

function GroupName({ group }: { readonly group: PositionGroupView }) {
  const { view } = useDeskContext();
  return (
    <>
      <button
        type="button"
        className="rounded py-0.5 text-left hover:underline"
        title={`Show ${group.underlying}`}
        onClick={() => {
          showSymbol(view, group.underlying, null);
          view.setState({ phonePart: "market" });
        }}
      >
        {group.title}
      </button>
      {group.daysToExpiry === 0 ? (
        <Chip tone="warn" className="ml-2">
          Expires today
        </Chip>
      ) : null}
      <span className="live block text-xs font-normal whitespace-normal text-muted">
        {figuresOf(group)}
      </span>
    </>
  );
}

function Group({ group }: { readonly group: PositionGroupView }) {
  return (
    <Fragment>
      <tr data-row className="border-t border-line bg-raised align-top">
        <th scope="rowgroup" colSpan={2} className="cell font-semibold">
          <GroupName group={group} />
        </th>
        <td className={classNames("cell-number", WIDE)} />
        <td className="cell-number" />
        <td className={classNames("cell-number", WIDE)} />
        <td className="cell-number font-semibold">
          <ProfitText amount={group.unrealized} />
          {group.profitShare === null ? null : (
            <span className="live block text-xs font-normal text-muted">
              {formatPercent(group.profitShare, true)} of max
            </span>
          )}
        </td>
        <td className={classNames("cell-number", WIDE)} />
        <td className={classNames("cell-number", WIDE)}>
          {group.daysToExpiry === null ? "" : `${group.daysToExpiry}d`}
        </td>
        <td className={classNames("cell", WIDE)}>
          <PositionActions group={group} />
        </td>
      </tr>
      {group.legs.map((position) => (
        <Position key={position.symbol} position={position} />
      ))}
      <tr className="sm:hidden">
        <td colSpan={COLUMNS.length} className="px-3 pb-2">
          <PositionActions group={group} />
        </td>
      </tr>
    </Fragment>
  );
}

/** Positions grouped by the strategy they form. */
export function Positions() {
  const { view } = useDeskContext();
  const all = useDesk((state) => state.desk.positions);
  const groups = useOfSymbol(all, ({ underlying }) => [underlying]);
  if (all.length === 0) {
    return (
      <EmptyBook>
        <p>No positions. What you buy or sell shows up here, grouped by strategy.</p>
        <Button size="small" className="xl:hidden" onClick={() => showTicket(view)}>
          Open the ticket
        </Button>
      </EmptyBook>
    );
  }
  if (groups.length === 0) return <NothingOfSymbol />;
  return (
    <>
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
            <Group key={group.id} group={group} />
          ))}
        </tbody>
      </table>
      <ExpiryTimeline />
    </>
  );
}

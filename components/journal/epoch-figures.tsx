import type { ReactNode } from "react";
import { ProfitText } from "@/components/desk/profit-text";
import { formatMoney, formatPercent, UNKNOWN } from "@/lib/client/format";
import type { EpochView } from "@/lib/wire/raxx/journal";

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="rounded-lg border border-line bg-panel px-4 py-3">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="text-lg font-semibold tracking-tight">{children}</dd>
    </div>
  );
}

function WinRate({ record }: Pick<EpochView, "record">) {
  const { wins, losses, winPercent } = record;
  if (winPercent === null) return <>{UNKNOWN}</>;
  return (
    <>
      {formatPercent(winPercent)}{" "}
      <span className="text-sm font-normal text-muted">
        {wins} of {wins + losses}
      </span>
    </>
  );
}

/** Wins are never shown without what they and the losses came to. */
export function EpochFigures({ epoch }: { readonly epoch: EpochView }) {
  const { record } = epoch;
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-6">
      <Figure name={epoch.isRunning ? "Equity" : "Equity at its last close"}>
        {formatMoney(epoch.equity)}
      </Figure>
      <Figure name="Return">{formatPercent(epoch.profitPercent, true)}</Figure>
      <Figure name="Campaigns won">
        <WinRate record={record} />
      </Figure>
      <Figure name="Average win">
        <ProfitText amount={record.averageWin} />
      </Figure>
      <Figure name="Average loss">
        <ProfitText amount={record.averageLoss} />
      </Figure>
      <Figure name="Deepest fall">{formatMoney(epoch.maxDrawdown)}</Figure>
    </dl>
  );
}

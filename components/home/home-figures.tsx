import type { ReactNode } from "react";
import { ProfitText } from "@/components/desk/profit-text";
import { formatMoney, formatPercent, spokenMoney } from "@/lib/client/format";
import type { HomeView } from "@/lib/wire/raxx/home";

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="rounded-lg border border-line bg-panel px-4 py-3">
      <dt className="text-[0.8125rem] text-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Money({ amount }: { readonly amount: string }) {
  return (
    <span className="live text-2xl font-semibold tracking-tight">
      <span aria-hidden>{formatMoney(amount)}</span>
      <span className="sr-only">{spokenMoney(amount)}, simulated</span>
    </span>
  );
}

function BuyingPower({ power }: { readonly power: HomeView["buyingPower"] }) {
  const used = Math.min(100, Number(power.usedPercent ?? 0));
  return (
    <>
      <Money amount={power.free} />
      <span className="text-muted"> free</span>
      <span aria-hidden className="mt-2 block h-1.5 overflow-hidden rounded bg-raised">
        <span className="block h-full bg-ink" style={{ width: `${used}%` }} />
      </span>
      <span className="live mt-1 block text-xs text-muted">
        {formatMoney(power.used)} used
        {power.usedPercent === null ? "" : `, ${formatPercent(power.usedPercent)}`}
      </span>
    </>
  );
}

/** What the account is worth, what today made of it, and what is left to trade with. */
export function HomeFigures({ view }: { readonly view: HomeView }) {
  return (
    <dl className="grid gap-3 sm:grid-cols-3">
      <Figure name="Equity">
        <Money amount={view.equity} />
        <span className="mt-1 block text-xs text-muted">
          <ProfitText amount={view.totalProfit} /> in this epoch
        </span>
      </Figure>
      <Figure name="Today's P/L">
        {view.today === null ? (
          <span className="text-2xl" title="There is no close to compare with yet">
            —
          </span>
        ) : (
          <span className="text-2xl font-semibold tracking-tight">
            <ProfitText amount={view.today.profit} />
          </span>
        )}
        <span className="live mt-1 block text-xs text-muted">
          {view.today === null
            ? "No close to compare with yet"
            : `${formatPercent(view.today.percent, true)} since the last close`}
        </span>
      </Figure>
      <Figure name="Option buying power">
        <BuyingPower power={view.buyingPower} />
      </Figure>
    </dl>
  );
}

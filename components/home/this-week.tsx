import type { ReactNode } from "react";
import { ProfitText } from "@/components/desk/profit-text";
import { Panel } from "@/components/ui/panel";
import { formatPercent } from "@/lib/client/format";
import { formatDay } from "@/lib/client/format-time";
import type { HomeGroupView, HomeView, RiskView } from "@/lib/wire/raxx/home";

function List({
  title,
  empty,
  children,
  count,
}: {
  readonly title: string;
  readonly empty: string;
  readonly children: ReactNode;
  readonly count: number;
}) {
  return (
    <Panel title={title} labels={<span className="text-muted">{count === 0 ? "" : count}</span>}>
      {count === 0 ? (
        <p className="px-4 py-3 text-muted">{empty}</p>
      ) : (
        <ul className="text-[0.8125rem]">{children}</ul>
      )}
    </Panel>
  );
}

const ROW =
  "flex items-baseline justify-between gap-3 border-t border-line px-4 py-2 first:border-t-0";

function daysWords(days: number | null): string {
  if (days === null) return "";
  return days === 0 ? "today" : days === 1 ? "tomorrow" : `in ${days} days`;
}

function Expiring({ group }: { readonly group: HomeGroupView }) {
  return (
    <li className={ROW}>
      <span className="min-w-0">
        <span className="block font-semibold">{group.title}</span>
        <span className="live text-muted">
          {daysWords(group.daysToExpiry)}
          {group.profitShare === null
            ? ""
            : `, ${formatPercent(group.profitShare, true)} of the most it can make`}
        </span>
      </span>
      <ProfitText amount={group.unrealized} />
    </li>
  );
}

function AtRisk({ risk }: { readonly risk: RiskView }) {
  return (
    <li className="border-t border-line px-4 py-2 first:border-t-0">
      <span className="font-semibold">{risk.title}</span>
      {risk.reasons.map((reason) => (
        <span key={reason} className="live block text-muted">
          {reason}
        </span>
      ))}
    </li>
  );
}

/** The week of an income trader: what it brought, what ends, what may go wrong, what still waits. */
export function ThisWeek({ view }: { readonly view: HomeView }) {
  const { week, expiring, atRisk, working, knowsEarnings } = view;
  return (
    <section aria-labelledby="this-week" className="flex flex-col gap-3">
      <h2 id="this-week" className="text-lg font-semibold tracking-tight">
        This week, to {formatDay(week.endsOn)}
      </h2>
      <div className="grid items-start gap-3 lg:grid-cols-2">
        <Panel title="Premium collected">
          <p className="flex flex-wrap items-baseline gap-x-3 px-4 py-3">
            <span className="text-2xl font-semibold tracking-tight">
              <ProfitText amount={week.premium} />
            </span>
            <span className="text-muted">
              <ProfitText amount={week.profit} /> realised, {week.fills}{" "}
              {week.fills === 1 ? "fill" : "fills"}, fill profile {view.profile}
            </span>
          </p>
        </Panel>
        <List title="Working orders" count={working.length} empty="No order is waiting for a fill.">
          {working.map(({ id, title, why }) => (
            <li key={id} className="border-t border-line px-4 py-2 first:border-t-0">
              <span className="font-semibold">{title}</span>
              <span className="live block text-muted">{why}</span>
            </li>
          ))}
        </List>
        <List
          title="Expiring in 7 days"
          count={expiring.length}
          empty="Nothing expires within a week."
        >
          {expiring.map((group) => (
            <Expiring key={group.id} group={group} />
          ))}
        </List>
        <List
          title="At risk"
          count={atRisk.length}
          empty={
            knowsEarnings
              ? "No sold option is in the money, and no dividend or earnings come within a week."
              : "No sold option is in the money, and no dividend comes within a week. Earnings: —, no source."
          }
        >
          {atRisk.map((risk) => (
            <AtRisk key={risk.id} risk={risk} />
          ))}
        </List>
      </div>
    </section>
  );
}

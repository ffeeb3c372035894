import type { ReactNode } from "react";
import { ProfitText } from "@/components/desk/profit-text";
import { formatMoney } from "@/lib/client/format";
import { formatWeekday } from "@/lib/client/format-time";
import type { EpochView } from "@/lib/wire/raxx/journal";

interface TableProps {
  readonly title: string;
  readonly columns: readonly string[];
  readonly empty: string | null;
  readonly children: ReactNode;
}

function MoneyTable({ title, columns, empty, children }: TableProps) {
  return (
    <section aria-label={title} className="rounded-lg border border-line bg-panel">
      <h2 className="px-3 pt-3 font-semibold">{title}</h2>
      {empty !== null ? (
        <p className="px-3 py-3 text-muted">{empty}</p>
      ) : (
        <table className="w-full text-[0.8125rem]">
          <caption className="sr-only">{title}, simulated</caption>
          <thead className="text-muted">
            <tr>
              {columns.map((name, index) => (
                <th
                  key={name}
                  scope="col"
                  className={index === 0 ? "cell font-normal" : "cell-number font-normal"}
                >
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      )}
    </section>
  );
}

/** Premium and profit by week, newest first. */
export function WeekTable({ weeks }: Pick<EpochView, "weeks">) {
  return (
    <MoneyTable
      title="By week"
      columns={["Week to", "Premium", "Realised", "Fees"]}
      empty={weeks.length === 0 ? "Nothing has been traded yet." : null}
    >
      {weeks.map((week) => (
        <tr key={week.endsOn} className="border-t border-line">
          <th scope="row" className="cell font-normal">
            {formatWeekday(week.endsOn)}
          </th>
          <td className="cell-number">
            <ProfitText amount={week.premium} />
          </td>
          <td className="cell-number">
            <ProfitText amount={week.profit} />
          </td>
          <td className="cell-number text-muted">{formatMoney(week.fees)}</td>
        </tr>
      ))}
    </MoneyTable>
  );
}

/** What each underlying brought. */
export function SymbolTable({ symbols }: Pick<EpochView, "symbols">) {
  const rows = symbols.map(({ underlying, ...brought }) => ({ name: underlying, ...brought }));
  return <BroughtTable title="By symbol" column="Symbol" rows={rows} />;
}

/** What each kind of trade brought. */
export function StrategyTable({ strategies }: Pick<EpochView, "strategies">) {
  const rows = strategies.map(({ strategy, ...brought }) => ({ name: strategy, ...brought }));
  return <BroughtTable title="By strategy" column="Strategy" rows={rows} />;
}

interface BroughtTableProps {
  readonly title: string;
  readonly column: string;
  readonly rows: readonly {
    readonly name: string;
    readonly campaigns: number;
    readonly profit: string;
  }[];
}

function BroughtTable({ title, column, rows }: BroughtTableProps) {
  return (
    <MoneyTable
      title={title}
      columns={[column, "Campaigns", "Realised"]}
      empty={rows.length === 0 ? "Nothing has been traded yet." : null}
    >
      {rows.map(({ name, campaigns, profit }) => (
        <tr key={name} className="border-t border-line">
          <th scope="row" className="cell font-normal whitespace-normal first-letter:uppercase">
            {name}
          </th>
          <td className="cell-number">{campaigns}</td>
          <td className="cell-number">
            <ProfitText amount={profit} />
          </td>
        </tr>
      ))}
    </MoneyTable>
  );
}

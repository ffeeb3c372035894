import { classNames } from "@/components/ui/class-names";
import { formatPercent, formatPrice, formatProfitShort, signOf } from "@/lib/client/format";
import { formatDay } from "@/lib/client/format-time";
import type { PayoffView } from "@/lib/wire/raxx/payoff";

/** The same figures as text: a row a price, a column a date. */
export function PayoffTable({ view }: { readonly view: PayoffView }) {
  return (
    <section
      className="max-h-72 overflow-auto rounded-md border border-line"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
      tabIndex={0}
      aria-label="Profit and loss by price and date, simulated"
    >
      <table className="w-full text-xs">
        <caption className="sr-only">
          Profit or loss in dollars by price of the stock and date, simulated
        </caption>
        <thead className="sticky top-0 bg-panel text-muted">
          <tr>
            <th scope="col" className="sticky left-0 bg-panel px-2 py-1 text-left font-normal">
              Price
            </th>
            {view.dates.map(({ atMs, date }, index) => (
              <th
                key={atMs}
                scope="col"
                className="px-2 py-1 text-right font-normal whitespace-nowrap"
              >
                {index === 0 ? "Today" : formatDay(date)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.table.map(({ price, distance, profits }) => (
            <tr key={price} className="border-t border-line">
              <th
                scope="row"
                className="sticky left-0 bg-panel px-2 py-1 text-left font-normal whitespace-nowrap"
              >
                {formatPrice(price)}{" "}
                <span className="text-muted">{formatPercent(distance, true)}</span>
              </th>
              {profits.map((profit, index) => (
                <td
                  key={view.dates[index]?.atMs ?? index}
                  className={classNames(
                    "px-2 py-1 text-right whitespace-nowrap",
                    signOf(profit, 0) > 0 && "text-up",
                    signOf(profit, 0) < 0 && "text-down",
                  )}
                >
                  {formatProfitShort(profit)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

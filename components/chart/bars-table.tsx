import { formatMoment } from "@/lib/client/format-time";
import { newYorkOf } from "@/lib/engine/calendar/new-york";
import type { BarsView } from "@/lib/wire/raxx/desk";

const ROWS_MAX = 60;

const NUMBER = new Intl.NumberFormat("en-US", {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const VOLUME = new Intl.NumberFormat("en-US");

function when(seconds: number, timeframe: string): string {
  return timeframe === "1Day" ? newYorkOf(seconds * 1000).date : formatMoment(seconds * 1000);
}

/** The chart's bars as text, newest first. */
export function BarsTable({ view }: { readonly view: BarsView }) {
  const rows = view.bars.slice(-ROWS_MAX).reverse();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section className="h-full overflow-auto" tabIndex={0} aria-label="Bars">
      <table className="w-full text-[0.8125rem]">
        <caption className="sr-only">
          {view.symbol}, {view.timeframe} bars, newest first, New York time
        </caption>
        <thead className="sticky top-0 bg-panel text-muted">
          <tr>
            <th scope="col" className="cell font-normal">
              Time (ET)
            </th>
            {["Open", "High", "Low", "Close", "Volume"].map((name) => (
              <th key={name} scope="col" className="cell-number font-normal">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((bar) => (
            <tr key={bar.time} className="border-t border-line">
              <th scope="row" className="cell font-normal">
                {when(bar.time, view.timeframe)}
              </th>
              {[bar.open, bar.high, bar.low, bar.close].map((price, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: open, high, low, close never change places.
                <td key={index} className="cell-number">
                  {NUMBER.format(price)}
                </td>
              ))}
              <td className="cell-number text-muted">{VOLUME.format(bar.volume)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

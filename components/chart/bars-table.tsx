import { UNKNOWN } from "@/lib/client/format";
import { formatMoment } from "@/lib/client/format-time";
import { newYorkOf } from "@/lib/engine/calendar/new-york";
import type { BarsView } from "@/lib/wire/raxx/desk";
import { type ChartLine, lineWords } from "./chart-lines";
import { chosenIndicators } from "./indicators";

const ROWS_MAX = 60;

const NUMBER = new Intl.NumberFormat("en-US", {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const VOLUME = new Intl.NumberFormat("en-US");

const NAMES = ["Open", "High", "Low", "Close", "Volume"];

function numberText(value: number | null): string {
  return value === null ? UNKNOWN : NUMBER.format(value).replace("-", "\u2212");
}

function when(seconds: number, timeframe: string): string {
  return /^1(Day|Week|Month)$/.test(timeframe)
    ? newYorkOf(seconds * 1000).date
    : formatMoment(seconds * 1000);
}

interface BarsTableProps {
  readonly view: BarsView;
  /** Ids of indicators. */
  readonly chosen: readonly string[];
  readonly lines: readonly ChartLine[];
}

/** Own prices that the chart draws as lines. */
function Lines({ lines }: Pick<BarsTableProps, "lines">) {
  if (lines.length === 0) return null;
  return (
    <ul aria-label="Lines on the chart" className="px-3 py-2 text-[0.8125rem]">
      {lines.map((line) => (
        <li key={`${line.title} ${line.price}`}>{lineWords(line)}</li>
      ))}
    </ul>
  );
}

/** The chart's bars as text, newest first, with what was chosen beside them. */
export function BarsTable({ view, chosen, lines }: BarsTableProps) {
  const from = Math.max(0, view.bars.length - ROWS_MAX);
  const rows = view.bars.slice(from).map((bar, index) => ({ bar, at: from + index }));
  const plots = chosenIndicators(chosen).flatMap((indicator) =>
    indicator.plots(view.bars, view.timeframe),
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section className="h-full overflow-auto" tabIndex={0} aria-label="Bars">
      <Lines lines={lines} />
      <table className="w-full text-[0.8125rem]">
        <caption className="sr-only">
          {view.symbol}, {view.timeframe} bars, newest first, New York time
        </caption>
        <thead className="sticky top-0 bg-panel text-muted">
          <tr>
            <th scope="col" className="cell font-normal">
              Time (ET)
            </th>
            {[...NAMES, ...plots.map(({ name }) => name)].map((name) => (
              <th key={name} scope="col" className="cell-number font-normal">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.reverse().map(({ bar, at }) => (
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
              {plots.map(({ name, values }) => (
                <td key={name} className="cell-number text-muted">
                  {numberText(values[at] ?? null)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

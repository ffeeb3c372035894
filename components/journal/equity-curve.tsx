import { formatMoney } from "@/lib/client/format";
import { formatDay } from "@/lib/client/format-time";
import type { EpochView } from "@/lib/wire/raxx/journal";

const WIDTH = 1_000;
const HEIGHT = 220;
const PAD = 8;

interface Point {
  readonly name: string;
  readonly equity: string;
}

/** The balance it started with, each close, and for the running epoch its worth now. */
function pointsOf({ startingCash, days, equity, isRunning }: EpochView): readonly Point[] {
  return [
    { name: "Start", equity: startingCash },
    ...days.map((day) => ({ name: formatDay(day.date), equity: day.equity })),
    ...(isRunning ? [{ name: "Now", equity }] : []),
  ];
}

/** A drawing scale: the numbers themselves are in the table under it. */
function pathOf(points: readonly Point[]): { readonly path: string; readonly startY: number } {
  const values = points.map(({ equity }) => Number(equity));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = high - low || 1;
  const y = (value: number) => HEIGHT - PAD - ((value - low) / span) * (HEIGHT - 2 * PAD);
  const x = (index: number) => (index / Math.max(1, values.length - 1)) * WIDTH;
  const path = values
    .map((value, index) => `${index === 0 ? "M" : "L"}${x(index)} ${y(value)}`)
    .join(" ");
  return { path, startY: y(values[0] ?? 0) };
}

function CurveTable({ points }: { readonly points: readonly Point[] }) {
  return (
    <details className="text-[0.8125rem]">
      <summary className="cursor-pointer text-muted">As a table</summary>
      <table className="mt-2">
        <caption className="sr-only">Equity at the end of each day, simulated</caption>
        <tbody>
          {points.map(({ name, equity }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: days are in order and never change places.
            <tr key={index} className="border-t border-line">
              <th scope="row" className="cell font-normal">
                {name}
              </th>
              <td className="cell-number">{formatMoney(equity)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** The worth of the account by day. */
export function EquityCurve({ epoch }: { readonly epoch: EpochView }) {
  const points = pointsOf(epoch);
  const { path, startY } = pathOf(points);
  const last = points.at(-1);
  return (
    <section
      aria-label="Equity curve, simulated"
      className="flex flex-col gap-2 rounded-lg border border-line bg-panel p-4"
    >
      <h2 className="font-semibold">Equity by day</h2>
      {epoch.days.length === 0 ? (
        <p className="text-muted">The first close of the market writes the first day.</p>
      ) : (
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`From ${formatMoney(epoch.startingCash)} to ${formatMoney(last?.equity ?? null)}, simulated`}
          className="h-48 w-full"
        >
          <line
            x1="0"
            x2={WIDTH}
            y1={startY}
            y2={startY}
            className="stroke-control"
            strokeDasharray="4 6"
            vectorEffect="non-scaling-stroke"
          />
          <path
            d={path}
            fill="none"
            className="stroke-up"
            strokeWidth="2"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
      )}
      <CurveTable points={points} />
    </section>
  );
}

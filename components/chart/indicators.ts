/** The indicators of the chart: what they are called, where they are drawn, and how they are computed. */
import { newYorkOf } from "@/lib/engine/calendar/new-york";
import { bollingerBands } from "@/lib/engine/indicator/bollinger";
import { macd } from "@/lib/engine/indicator/macd";
import { exponentialAverage, simpleAverage } from "@/lib/engine/indicator/moving-average";
import { relativeStrength } from "@/lib/engine/indicator/relative-strength";
import { volumePrice } from "@/lib/engine/indicator/volume-price";
import type { BarView } from "@/lib/wire/raxx/desk";
import type { ChartColors } from "./chart-colors";

export interface Plot {
  /** Unique over all indicators; also the name in the table. */
  readonly name: string;
  readonly kind: "line" | "histogram";
  readonly color: keyof ChartColors;
  readonly dashed?: true;
  readonly values: readonly (number | null)[];
}

export interface Indicator {
  readonly id: string;
  readonly label: string;
  /** Over the prices, or under them in a pane of its own. */
  readonly place: "prices" | "below";
  /** Null where it says nothing of such bars. */
  readonly plots: (bars: readonly BarView[], timeframe: string) => readonly Plot[];
}

const closes = (bars: readonly BarView[]) => bars.map(({ close }) => close);
const INTRADAY = /Min$|Hour$/;
const AVERAGE = 20;
const EXPONENTIAL = 21;
const RSI = 14;
const MACD = { fast: 12, slow: 26, signal: 9 };
const BANDS = { period: 20, deviations: 2 };

export const INDICATORS: readonly Indicator[] = [
  {
    id: "sma",
    label: `SMA ${AVERAGE}, simple average`,
    place: "prices",
    plots: (bars) => [
      {
        name: `SMA ${AVERAGE}`,
        kind: "line",
        color: "warn",
        values: simpleAverage(closes(bars), AVERAGE),
      },
    ],
  },
  {
    id: "ema",
    label: `EMA ${EXPONENTIAL}, exponential average`,
    place: "prices",
    plots: (bars) => [
      {
        name: `EMA ${EXPONENTIAL}`,
        kind: "line",
        color: "accent",
        values: exponentialAverage(closes(bars), EXPONENTIAL),
      },
    ],
  },
  {
    id: "vwap",
    label: "VWAP of the day, intraday only",
    place: "prices",
    plots(bars, timeframe) {
      if (!INTRADAY.test(timeframe)) return [];
      const days = bars.map(({ time }) => newYorkOf(time * 1_000).date);
      return [{ name: "VWAP", kind: "line", color: "strong", values: volumePrice(bars, days) }];
    },
  },
  {
    id: "bollinger",
    label: `Bollinger bands ${BANDS.period}, ${BANDS.deviations}`,
    place: "prices",
    plots(bars) {
      const { upper, lower } = bollingerBands(closes(bars), BANDS);
      const band = { kind: "line", color: "ink", dashed: true } as const;
      return [
        { ...band, name: "Upper band", values: upper },
        { ...band, name: "Lower band", values: lower },
      ];
    },
  },
  {
    id: "rsi",
    label: `RSI ${RSI}`,
    place: "below",
    plots: (bars) => [
      {
        name: `RSI ${RSI}`,
        kind: "line",
        color: "accent",
        values: relativeStrength(closes(bars), RSI),
      },
    ],
  },
  {
    id: "macd",
    label: `MACD ${MACD.fast}, ${MACD.slow}, ${MACD.signal}`,
    place: "below",
    plots(bars) {
      const { line, signal, histogram } = macd(closes(bars), MACD);
      return [
        { name: "MACD histogram", kind: "histogram", color: "volume", values: histogram },
        { name: "MACD", kind: "line", color: "accent", values: line },
        { name: "MACD signal", kind: "line", color: "warn", values: signal },
      ];
    },
  },
];

/** Those of some ids, in the order of the list. */
export function chosenIndicators(ids: readonly string[]): readonly Indicator[] {
  return INDICATORS.filter(({ id }) => ids.includes(id));
}

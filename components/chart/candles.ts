/**
 * Candles on a canvas by lightweight-charts, loaded only when a chart is on screen (it is most of the
 * script of the page). Numbers here are for drawing; nothing is read back from the chart.
 */
import type { IChartApi, ISeriesApi, UTCTimestamp } from "lightweight-charts";
import { newYorkOf } from "@/lib/engine/calendar/new-york";
import type { BarView } from "@/lib/wire/raxx/desk";
import type { ChartColors } from "./chart-colors";

export interface Candles {
  readonly show: (bars: readonly BarView[], fit: boolean) => void;
  readonly paint: (colors: ChartColors) => void;
  readonly remove: () => void;
}

/** The library knows only UTC, so instants are moved by New York's offset and shown as if UTC. */
function axisTime(seconds: number): UTCTimestamp {
  const { offsetMinutes } = newYorkOf(seconds * 1000);
  return (seconds + offsetMinutes * 60) as UTCTimestamp;
}

interface Parts {
  readonly chart: IChartApi;
  readonly prices: ISeriesApi<"Candlestick">;
  readonly volumes: ISeriesApi<"Histogram">;
}

async function build(host: HTMLElement): Promise<Parts> {
  const library = await import("lightweight-charts");
  const chart = library.createChart(host, {
    autoSize: true,
    // The page is in English, and a browser's own locale may be none that Intl knows ("en-US@posix").
    localization: { locale: "en-US" },
    layout: { background: { color: "transparent" }, attributionLogo: true, fontSize: 11 },
    rightPriceScale: { borderVisible: false },
    timeScale: { timeVisible: true, secondsVisible: false, borderVisible: false },
    handleScroll: { vertTouchDrag: false },
  });
  const prices = chart.addSeries(library.CandlestickSeries, { wickVisible: true });
  const volumes = chart.addSeries(library.HistogramSeries, {
    priceFormat: { type: "volume" },
    priceScaleId: "volume",
    lastValueVisible: false,
    priceLineVisible: false,
  });
  chart.priceScale("volume").applyOptions({ scaleMargins: { top: 0.82, bottom: 0 } });
  return { chart, prices, volumes };
}

function paintParts({ chart, prices, volumes }: Parts, colors: ChartColors): void {
  chart.applyOptions({
    layout: { textColor: colors.ink },
    grid: { vertLines: { color: colors.line }, horzLines: { color: colors.line } },
  });
  prices.applyOptions({
    upColor: "transparent",
    borderUpColor: colors.up,
    wickUpColor: colors.up,
    downColor: colors.down,
    borderDownColor: colors.down,
    wickDownColor: colors.down,
  });
  volumes.applyOptions({ color: colors.volume });
}

/** Makes an empty chart inside an element. Rising candles are hollow, so colour is not the only sign. */
export async function createCandles(host: HTMLElement, colors: ChartColors): Promise<Candles> {
  const parts = await build(host);
  paintParts(parts, colors);
  return {
    show(bars, fit) {
      parts.prices.setData(bars.map((bar) => ({ ...bar, time: axisTime(bar.time) })));
      parts.volumes.setData(bars.map((bar) => ({ time: axisTime(bar.time), value: bar.volume })));
      if (fit) parts.chart.timeScale().scrollToRealTime();
    },
    paint: (next) => paintParts(parts, next),
    remove: () => parts.chart.remove(),
  };
}

/**
 * Candles on a canvas by lightweight-charts, loaded only when a chart is on screen (it is most of the
 * script of the page). Numbers here are for drawing; nothing is read back from the chart.
 */
import type {
  IChartApi,
  IPriceLine,
  ISeriesApi,
  SeriesType,
  UTCTimestamp,
} from "lightweight-charts";
import { newYorkOf } from "@/lib/engine/calendar/new-york";
import type { BarView } from "@/lib/wire/raxx/desk";
import type { ChartColors } from "./chart-colors";
import type { ChartLine } from "./chart-lines";
import type { Plot } from "./indicators";
import { MissingMinutes } from "./missing-minutes";

export interface PlacedPlot extends Plot {
  /** 0 is the prices' pane. */
  readonly pane: number;
}

export interface ChartPicture {
  readonly bars: readonly BarView[];
  readonly plots: readonly PlacedPlot[];
  readonly lines: readonly ChartLine[];
  /** Bars that a delayed feed does not have yet. */
  readonly missing: number;
}

export interface Candles {
  readonly show: (picture: ChartPicture, fit: boolean) => void;
  readonly paint: (colors: ChartColors) => void;
  readonly remove: () => void;
}

/** The library knows only UTC, so instants are moved by New York's offset and shown as if UTC. */
function axisTime(seconds: number): UTCTimestamp {
  const { offsetMinutes } = newYorkOf(seconds * 1000);
  return (seconds + offsetMinutes * 60) as UTCTimestamp;
}

type Library = typeof import("lightweight-charts");

interface Parts {
  readonly library: Library;
  readonly chart: IChartApi;
  readonly prices: ISeriesApi<"Candlestick">;
  readonly volumes: ISeriesApi<"Histogram">;
  readonly missing: MissingMinutes;
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
  const missing = new MissingMinutes();
  prices.attachPrimitive(missing);
  return { library, chart, prices, volumes, missing };
}

function paintParts({ chart, prices, volumes }: Parts, colors: ChartColors): void {
  chart.applyOptions({
    layout: { textColor: colors.ink, panes: { separatorColor: colors.line } },
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

const PANE_SHARES = { prices: 3, below: 1 } as const;
const LINE_COLORS = { order: "accent", position: "strong", breakeven: "warn" } as const;

/** Indicators come and go; each keeps its series while it is shown. */
class Overlays {
  private readonly series = new Map<string, ISeriesApi<SeriesType>>();
  private priceLines: IPriceLine[] = [];

  constructor(private readonly parts: Parts) {}

  show({ bars, plots, lines }: ChartPicture, colors: ChartColors): void {
    const wanted = new Set(plots.map(keyOf));
    for (const [key, series] of this.series) {
      if (wanted.has(key)) continue;
      this.parts.chart.removeSeries(series);
      this.series.delete(key);
    }
    for (const plot of plots) this.draw(plot, bars, colors);
    const panes = this.parts.chart.panes();
    for (const [index, pane] of panes.entries()) {
      pane.setStretchFactor(index === 0 ? PANE_SHARES.prices : PANE_SHARES.below);
    }
    this.drawLines(lines, colors);
  }

  private draw(plot: PlacedPlot, bars: readonly BarView[], colors: ChartColors): void {
    const { library, chart } = this.parts;
    const isNamed = plot.pane > 0 && plot.kind === "line";
    const options = { priceLineVisible: false, lastValueVisible: isNamed };
    const series =
      this.series.get(keyOf(plot)) ??
      (plot.kind === "line"
        ? chart.addSeries(library.LineSeries, { ...options, lineWidth: 1 }, plot.pane)
        : chart.addSeries(library.HistogramSeries, options, plot.pane));
    this.series.set(keyOf(plot), series);
    series.applyOptions({
      color: colors[plot.color],
      title: isNamed ? plot.name : "",
      ...(plot.dashed ? { lineStyle: library.LineStyle.Dashed } : {}),
    });
    const points = bars.flatMap(({ time }, index) => {
      const value = plot.values[index];
      return value === null || value === undefined ? [] : [{ time: axisTime(time), value }];
    });
    series.setData(points);
  }

  private drawLines(lines: readonly ChartLine[], colors: ChartColors): void {
    const { prices, library } = this.parts;
    for (const line of this.priceLines) prices.removePriceLine(line);
    this.priceLines = lines.map(({ price, title, kind }) =>
      prices.createPriceLine({
        price: Number(price),
        title,
        color: colors[LINE_COLORS[kind]],
        lineWidth: 1,
        lineStyle: kind === "order" ? library.LineStyle.Dashed : library.LineStyle.Dotted,
        axisLabelVisible: true,
      }),
    );
  }
}

function keyOf({ name, pane }: PlacedPlot): string {
  return `${pane} ${name}`;
}

/** Makes an empty chart inside an element. Rising candles are hollow, so colour is not the only sign. */
export async function createCandles(host: HTMLElement, first: ChartColors): Promise<Candles> {
  const parts = await build(host);
  const overlays = new Overlays(parts);
  let colors = first;
  let shown: ChartPicture = { bars: [], plots: [], lines: [], missing: 0 };
  paintParts(parts, colors);
  return {
    show(picture, fit) {
      shown = picture;
      const { bars } = picture;
      parts.prices.setData(bars.map((bar) => ({ ...bar, time: axisTime(bar.time) })));
      parts.volumes.setData(bars.map((bar) => ({ time: axisTime(bar.time), value: bar.volume })));
      overlays.show(picture, colors);
      parts.missing.show({ afterBar: bars.length - 1, bars: picture.missing }, colors.ink);
      if (!fit) return;
      // At once: a way that is still being scrolled is given up when the next bars come.
      parts.chart.timeScale().applyOptions({ rightOffset: picture.missing });
      parts.chart.timeScale().scrollToPosition(picture.missing, false);
    },
    paint(next) {
      colors = next;
      paintParts(parts, next);
      overlays.show(shown, next);
      parts.missing.show({ afterBar: shown.bars.length - 1, bars: shown.missing }, next.ink);
    },
    remove: () => parts.chart.remove(),
  };
}

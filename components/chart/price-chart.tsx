import { useEffect, useMemo, useRef } from "react";
import { onLookChange } from "@/lib/client/appearance";
import type { BarsView } from "@/lib/wire/raxx/desk";
import { type Candles, type ChartPicture, createCandles, type PlacedPlot } from "./candles";
import { chartColors } from "./chart-colors";
import type { ChartLine } from "./chart-lines";
import { chosenIndicators } from "./indicators";
import { missingBars } from "./missing-minutes";

interface PriceChartProps {
  readonly view: BarsView;
  /** Ids of indicators. */
  readonly chosen: readonly string[];
  readonly lines: readonly ChartLine[];
}

/** What is below the prices has a pane each, in order. */
function placed({ view, chosen }: Pick<PriceChartProps, "view" | "chosen">): readonly PlacedPlot[] {
  const indicators = chosenIndicators(chosen);
  const below = indicators.filter(({ place }) => place === "below");
  return indicators.flatMap((indicator) => {
    const pane = below.indexOf(indicator) + 1;
    return indicator.plots(view.bars, view.timeframe).map((plot) => ({ ...plot, pane }));
  });
}

/** Draws candles, volume and what was chosen; the table twin beside it carries the same for everyone else. */
export function PriceChart(props: PriceChartProps) {
  const { view, chosen, lines } = props;
  const host = useRef<HTMLDivElement>(null);
  const candles = useRef<Candles | null>(null);
  const picture = useMemo<ChartPicture>(
    () => ({
      ...{ bars: view.bars, plots: placed({ view, chosen }), lines },
      missing: missingBars(view.timeframe, view.missingSeconds),
    }),
    [view, chosen, lines],
  );
  const latest = useRef({ view, picture });

  useEffect(() => {
    const { view: before } = latest.current;
    latest.current = { view, picture };
    const isOther = before.symbol !== view.symbol || before.timeframe !== view.timeframe;
    candles.current?.show(picture, isOther);
  }, [view, picture]);

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    let gone = false;
    void createCandles(element, chartColors(element)).then((made) => {
      if (gone) {
        made.remove();
        return;
      }
      candles.current = made;
      made.show(latest.current.picture, true);
    });
    const stopTheme = onLookChange(() => candles.current?.paint(chartColors(element)));
    return () => {
      gone = true;
      stopTheme();
      candles.current?.remove();
      candles.current = null;
    };
  }, []);

  return (
    <figure
      aria-label={`${view.symbol} candles, ${view.timeframe}. The Table button shows the same bars as text.`}
      className="h-full"
    >
      <div ref={host} className="h-full w-full" />
    </figure>
  );
}

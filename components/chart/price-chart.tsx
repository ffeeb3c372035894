import { useEffect, useRef } from "react";
import { onThemeChange } from "@/lib/client/theme";
import type { BarsView } from "@/lib/wire/raxx/desk";
import { type Candles, createCandles } from "./candles";
import { chartColors } from "./chart-colors";

/** Draws candles and volume; the table twin beside it carries the same bars for everyone else. */
export function PriceChart({ view }: { readonly view: BarsView }) {
  const host = useRef<HTMLDivElement>(null);
  const candles = useRef<Candles | null>(null);
  const latest = useRef(view);

  useEffect(() => {
    const before = latest.current;
    latest.current = view;
    const isOther = before.symbol !== view.symbol || before.timeframe !== view.timeframe;
    candles.current?.show(view.bars, isOther);
  }, [view]);

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
      made.show(latest.current.bars, true);
    });
    const stopTheme = onThemeChange(() => candles.current?.paint(chartColors(element)));
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

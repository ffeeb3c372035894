import { Suspense, useEffect, useState } from "react";
import { useDesk, useView } from "@/components/desk/desk-context";
import { OtherFeedName } from "@/components/desk/feed-badge";
import { Button } from "@/components/ui/button";
import { lazyPart, usePreload } from "@/components/ui/lazy-part";
import { Panel } from "@/components/ui/panel";
import { Segmented } from "@/components/ui/segmented";
import { useStoredChoice } from "@/lib/client/stored-choice";
import { useChartLines } from "./chart-lines";
import { IndicatorButton } from "./indicator-button";
import { missingBars } from "./missing-minutes";
import { type LoadedBars, TIMEFRAMES, type Timeframe, useBars } from "./use-bars";

const chart = lazyPart(() => import("./price-chart").then((module) => module.PriceChart));
const table = lazyPart(() => import("./bars-table").then((module) => module.BarsTable));

const SLOW_MS = 2_000;

/** The place of the chart; what takes long says what it waits for. */
function LoadingBars() {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="skeleton m-3 grid h-[calc(100%-1.5rem)] place-items-center">
      <p role="status" className="text-muted">
        {isSlow ? "Waiting for bars from the market…" : ""}
      </p>
    </div>
  );
}

interface BodyProps {
  readonly loaded: LoadedBars;
  readonly asTable: boolean;
  readonly symbol: string;
  readonly chosen: readonly string[];
}

function Body({ loaded, asTable, symbol, chosen }: BodyProps) {
  const lines = useChartLines(symbol);
  // While the bars are asked for.
  useEffect(chart.preload, []);
  usePreload(table.preload);
  if (loaded.bars === null) {
    return loaded.message === null ? (
      <LoadingBars />
    ) : (
      <p role="alert" className="p-4 text-error">
        {loaded.message}
      </p>
    );
  }
  if (loaded.bars.bars.length === 0) {
    return <p className="p-4 text-muted">No trades in this span yet.</p>;
  }
  const Shown = asTable ? table.Part : chart.Part;
  return (
    <Suspense fallback={<LoadingBars />}>
      <Shown view={loaded.bars} chosen={chosen} lines={lines} />
    </Suspense>
  );
}

const NONE: readonly string[] = [];

function parseChosen(value: unknown): readonly string[] | null {
  return Array.isArray(value) && value.every((id) => typeof id === "string") ? value : null;
}

/** Candles of the symbol on screen, with a table twin and the attribution the library asks for. */
export function ChartPanel({ className }: { readonly className: string }) {
  const symbol = useView((state) => state.symbol);
  const label = useDesk((state) => state.clock.label);
  const [timeframe, setTimeframe] = useState<Timeframe>("5Min");
  const [asTable, setAsTable] = useState(false);
  const [chosen, choose] = useStoredChoice("raxx-chart-indicators", NONE, parseChosen);
  const loaded = useBars(symbol, timeframe);
  return (
    <Panel
      title="Chart"
      className={className}
      labels={<OtherFeedName label={loaded.bars?.label ?? label} />}
      actions={
        <>
          <Segmented
            label="Timeframe"
            value={timeframe}
            options={TIMEFRAMES}
            onChange={setTimeframe}
          />
          <IndicatorButton chosen={chosen} onChange={choose} />
          <Button
            size="small"
            tone="ghost"
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            Table
          </Button>
        </>
      }
    >
      <div data-feed={label.feed} className="h-72 min-h-0 lg:h-auto lg:flex-1">
        <Body loaded={loaded} asTable={asTable} symbol={symbol} chosen={chosen} />
      </div>
      <p className="px-3 pb-1 text-xs text-muted">
        Charts by{" "}
        <a
          href="https://www.tradingview.com/"
          className="underline"
          target="_blank"
          rel="noreferrer"
        >
          TradingView
        </a>
        {missingBars(timeframe, loaded.bars?.missingSeconds ?? 0) === 0
          ? null
          : ". Hatched: minutes a delayed feed does not have yet."}
      </p>
    </Panel>
  );
}

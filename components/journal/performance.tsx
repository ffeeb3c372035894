"use client";

import { ProfitText } from "@/components/desk/profit-text";
import { PageFrame } from "@/components/frame/page-frame";
import { buttonClass } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { PageLink } from "@/components/ui/page-link";
import { formatMoment } from "@/lib/client/format-time";
import type { EpochView, JournalView } from "@/lib/wire/raxx/journal";
import { Campaigns } from "./campaigns";
import { EpochFigures } from "./epoch-figures";
import { EquityCurve } from "./equity-curve";
import { StrategyTable, SymbolTable, WeekTable } from "./money-tables";

interface PerformanceProps {
  readonly journal: JournalView;
  readonly epoch: EpochView;
}

/** A reset begins a new epoch and keeps the old ones: each has its own page. */
function Epochs({ journal, epoch }: PerformanceProps) {
  if (journal.epochs.length < 2) return null;
  return (
    <nav aria-label="Epochs" className="flex flex-wrap gap-2">
      {journal.epochs.map((one) => (
        <PageLink
          key={one.epoch}
          href={`/performance?epoch=${one.epoch}`}
          aria-current={one.epoch === epoch.epoch ? "page" : undefined}
          className={classNames(
            "rounded-md border px-3 py-1.5",
            one.epoch === epoch.epoch ? "border-ink font-semibold" : "border-control text-muted",
          )}
        >
          Epoch {one.epoch}
          {one.isRunning ? ", running" : ""}
        </PageLink>
      ))}
    </nav>
  );
}

function Head({ journal, epoch }: PerformanceProps) {
  return (
    <header className="flex flex-wrap items-baseline gap-x-4 gap-y-2">
      <h1 className="text-2xl font-semibold tracking-tight">Performance</h1>
      <p className="text-2xl">
        <ProfitText amount={epoch.profit} />
      </p>
      <p className="text-muted">
        since {formatMoment(epoch.openedAtMs)} ET, fill profile {journal.profile}
      </p>
      <nav aria-label="Export" className="ml-auto flex gap-2">
        {(["csv", "json"] as const).map((format) => (
          <a
            key={format}
            href={`/api/journal?epoch=${epoch.epoch}&format=${format}`}
            download
            className={buttonClass("secondary", "small")}
          >
            {format.toUpperCase()}
          </a>
        ))}
      </nav>
    </header>
  );
}

/** How an epoch of the account went: its worth by day, its weeks, its campaigns. */
export function Performance({ journal, epoch }: PerformanceProps) {
  return (
    <PageFrame here="/performance" width="wide">
      <Head journal={journal} epoch={epoch} />
      <Epochs journal={journal} epoch={epoch} />
      <EpochFigures epoch={epoch} />
      <EquityCurve epoch={epoch} />
      <div className="grid gap-4 lg:grid-cols-2">
        <WeekTable weeks={epoch.weeks} />
        <StrategyTable strategies={epoch.strategies} />
        <SymbolTable symbols={epoch.symbols} />
      </div>
      <Campaigns campaigns={epoch.campaigns} />
    </PageFrame>
  );
}

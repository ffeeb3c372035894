"use client";

import { SimChip } from "@/components/desk/sim-chip";
import { PageFrame } from "@/components/frame/page-frame";
import { formatMoment } from "@/lib/client/format-time";
import type { HomeView } from "@/lib/wire/raxx/home";
import { HomeFigures } from "./home-figures";
import { NextActions } from "./next-actions";
import { ThisWeek } from "./this-week";
import { useHome } from "./use-home";

/** Where a day begins: what the account is worth, what the week brought, what wants attention. */
export function Home({ first }: { readonly first: HomeView }) {
  const { view, isOld } = useHome(first);
  return (
    <PageFrame here="/home" width="wide">
      <div data-stale={isOld} className="flex flex-col gap-5">
        <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <h1 className="text-2xl font-semibold tracking-tight">Home</h1>
          <SimChip />
          <p className="live text-muted">
            {isOld ? "Connection lost, last values of " : "as of "}
            {formatMoment(view.marketAtMs)} ET
          </p>
        </header>
        <HomeFigures view={view} />
        <NextActions actions={view.nextActions} />
        <ThisWeek view={view} />
      </div>
    </PageFrame>
  );
}

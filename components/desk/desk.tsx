"use client";

import { Book } from "@/components/book/book";
import { ChainPanel } from "@/components/chain/chain-panel";
import { ChartPanel } from "@/components/chart/chart-panel";
import { QuoteHeader } from "@/components/quote/quote-header";
import { classNames } from "@/components/ui/class-names";
import { Toasts } from "@/components/ui/toasts";
import { useEarlyPress } from "@/lib/client/early-press";
import type { BookTab } from "@/lib/client/view-store";
import type { ChainView } from "@/lib/wire/raxx/chain";
import type { DeskView, InstrumentView } from "@/lib/wire/raxx/desk";
import { Announcer, FillWatcher } from "./announcer";
import { type DeskActions, DeskProvider, useDesk, useView } from "./desk-context";
import { PhoneTabs } from "./phone-tabs";
import { Rail } from "./rail";
import { SidePanel } from "./side-panel";
import { StreamBanner } from "./stream-banner";
import { TopBar } from "./top-bar";

interface DeskProps {
  readonly desk: DeskView;
  readonly chain: ChainView | null;
  readonly symbol: string;
  readonly instruments: readonly InstrumentView[];
  /** True right after the account was made: where the ticket is a sheet, it starts open. */
  readonly guide: boolean;
  /** The part a phone starts with, and of the book its tab. */
  readonly startsAt: "market" | BookTab;
  readonly actions: DeskActions;
}

function Work({ chain }: { readonly chain: ChainView | null }) {
  const part = useView((state) => state.phonePart);
  const chainWide = useView((state) => state.chainWide);
  const symbol = useView((state) => state.symbol);
  return (
    <main className="flex min-w-0 flex-1 flex-col gap-3 p-3 max-xl:pb-32">
      <h1 className="sr-only">Trade {symbol}, simulated</h1>
      <div className={classNames("flex flex-col gap-3", part === "book" && "max-md:hidden")}>
        <QuoteHeader />
        <div
          className={classNames(
            "grid grid-cols-[minmax(0,1fr)] gap-3",
            chainWide
              ? "lg:grid-rows-[32rem_24rem]"
              : "lg:h-112 lg:grid-cols-[minmax(0,1fr)_33rem] lg:grid-rows-[minmax(0,1fr)]",
          )}
        >
          <ChartPanel className={chainWide ? "order-2" : ""} />
          <ChainPanel first={chain} />
        </div>
      </div>
      <div className={classNames(part === "market" && "max-md:hidden")}>
        <Book />
      </div>
    </main>
  );
}

function Frame({ chain }: Pick<DeskProps, "chain">) {
  const feed = useDesk((state) => state.clock.label.feed);
  const isStale = useDesk(({ clock, connection }) => !clock.feedAlive || connection === "lost");
  const part = useEarlyPress();
  return (
    <div ref={part} data-waking data-feed={feed} data-stale={isStale} className="flex min-h-dvh">
      <Rail here="/trade" />
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar />
        <div className="flex flex-1">
          <Work chain={chain} />
          <SidePanel />
        </div>
      </div>
      <PhoneTabs />
      <StreamBanner />
      <Announcer />
      <FillWatcher />
      <Toasts />
    </div>
  );
}

/** The trading desk: market on the left, order on the right, the account below. */
export function Desk(props: DeskProps) {
  const { desk, symbol, instruments, actions, chain, guide, startsAt } = props;
  return (
    <DeskProvider
      desk={desk}
      symbol={symbol}
      expiryDate={chain?.expiryDate ?? null}
      guide={guide}
      startsAt={startsAt}
      instruments={instruments}
      actions={actions}
    >
      <Frame chain={chain} />
    </DeskProvider>
  );
}

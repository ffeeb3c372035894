import { type ComponentType, Suspense } from "react";
import { useDesk, useDeskContext, useView } from "@/components/desk/desk-context";
import { SimChip } from "@/components/desk/sim-chip";
import { lazyPart, usePreload } from "@/components/ui/lazy-part";
import { Tabs } from "@/components/ui/tabs";
import { Waking } from "@/components/ui/waking";
import type { BookTab } from "@/lib/client/view-store";
import { OfSymbolButton } from "./of-symbol";
import { Positions } from "./positions";

/** The desk opens with its positions, most of the time; the other lists are a press away. */
const { Part: Orders, preload: preloadOrders } = lazyPart(() =>
  import("./orders").then((module) => module.Orders),
);
const { Part: Fills, preload: preloadFills } = lazyPart(() =>
  import("./fills").then((module) => module.Fills),
);
const { Part: AccountFigures, preload: preloadFigures } = lazyPart(() =>
  import("./account-figures").then((module) => module.AccountFigures),
);

const LISTS: Readonly<Record<BookTab, ComponentType>> = {
  positions: Positions,
  orders: Orders,
  fills: Fills,
  account: AccountFigures,
};

function preloadLists(): void {
  preloadOrders();
  preloadFills();
  preloadFigures();
}

function CountedLabel({ label, count }: { readonly label: string; readonly count: number }) {
  return (
    <>
      {label}{" "}
      {count === 0 ? null : (
        <span className="rounded bg-raised px-1 text-xs text-muted">{count}</span>
      )}
    </>
  );
}

/** Everything the account holds and did: positions, orders, fills, figures. */
export function Book() {
  const { view } = useDeskContext();
  const tab = useView((state) => state.bookTab);
  const feed = useDesk((state) => state.clock.label.feed);
  const positions = useDesk((state) => state.desk.positions.length);
  const working = useDesk((state) => state.desk.orders.filter((order) => order.working).length);
  const fills = useDesk((state) => state.desk.fills.length);
  usePreload(preloadLists);
  const List = LISTS[tab];
  return (
    <section
      aria-label="Account book, simulated"
      data-feed={feed}
      className="relative min-h-72 rounded-lg border border-line bg-panel"
    >
      <div className="absolute top-2 right-3 flex items-center gap-2 max-sm:hidden">
        {tab === "account" ? null : <OfSymbolButton />}
        <SimChip />
      </div>
      <Tabs
        value={tab}
        options={[
          { value: "positions", label: <CountedLabel label="Positions" count={positions} /> },
          { value: "orders", label: <CountedLabel label="Orders" count={working} /> },
          { value: "fills", label: <CountedLabel label="Fills" count={fills} /> },
          { value: "account", label: "Account" },
        ]}
        onChange={(bookTab: BookTab) => view.setState({ bookTab })}
        className="flex items-center overflow-x-auto border-b border-line px-1"
        tabClass="flex h-10 items-center gap-1.5 border-b-2 border-transparent px-3 text-muted hover:text-ink aria-selected:border-ink aria-selected:font-semibold aria-selected:text-ink"
      >
        <div className="border-b border-line px-2 py-1 sm:hidden">
          {tab === "account" ? null : <OfSymbolButton />}
        </div>
        <div className={tab === "positions" ? "overflow-x-auto" : ""}>
          <Suspense>
            <Waking>
              <List />
            </Waking>
          </Suspense>
        </div>
      </Tabs>
    </section>
  );
}

import { Tabs } from "@base-ui/react/tabs";
import { useDesk, useDeskContext, useView } from "@/components/desk/desk-context";
import { SimChip } from "@/components/desk/sim-chip";
import type { BookTab } from "@/lib/client/view-store";
import { AccountFigures } from "./account-figures";
import { Fills } from "./fills";
import { OfSymbolButton } from "./of-symbol";
import { Orders } from "./orders";
import { Positions } from "./positions";

const TAB =
  "flex h-10 items-center gap-1.5 border-b-2 border-transparent px-3 text-muted hover:text-ink data-active:border-ink data-active:font-semibold data-active:text-ink";

function Count({ value }: { readonly value: number }) {
  return value === 0 ? null : (
    <span className="rounded bg-raised px-1 text-xs text-muted">{value}</span>
  );
}

function BookTabs() {
  const positions = useDesk((state) => state.desk.positions.length);
  const working = useDesk((state) => state.desk.orders.filter((order) => order.working).length);
  const fills = useDesk((state) => state.desk.fills.length);
  return (
    <Tabs.List className="flex items-center overflow-x-auto border-b border-line px-1">
      <Tabs.Tab value="positions" className={TAB}>
        Positions <Count value={positions} />
      </Tabs.Tab>
      <Tabs.Tab value="orders" className={TAB}>
        Orders <Count value={working} />
      </Tabs.Tab>
      <Tabs.Tab value="fills" className={TAB}>
        Fills <Count value={fills} />
      </Tabs.Tab>
      <Tabs.Tab value="account" className={TAB}>
        Account
      </Tabs.Tab>
    </Tabs.List>
  );
}

/** Everything the account holds and did: positions, orders, fills, figures. */
export function Book() {
  const { view } = useDeskContext();
  const tab = useView((state) => state.bookTab);
  const feed = useDesk((state) => state.clock.label.feed);
  return (
    <section
      aria-label="Account book, simulated"
      data-feed={feed}
      className="relative min-h-72 rounded-lg border border-line bg-panel"
    >
      <Tabs.Root value={tab} onValueChange={(value: BookTab) => view.setState({ bookTab: value })}>
        <div className="absolute top-2 right-3 flex items-center gap-2 max-sm:hidden">
          {tab === "account" ? null : <OfSymbolButton />}
          <SimChip />
        </div>
        <BookTabs />
        <div className="border-b border-line px-2 py-1 sm:hidden">
          {tab === "account" ? null : <OfSymbolButton />}
        </div>
        <Tabs.Panel value="positions" className="overflow-x-auto">
          <Positions />
        </Tabs.Panel>
        <Tabs.Panel value="orders">
          <Orders />
        </Tabs.Panel>
        <Tabs.Panel value="fills">
          <Fills />
        </Tabs.Panel>
        <Tabs.Panel value="account">
          <AccountFigures />
        </Tabs.Panel>
      </Tabs.Root>
    </section>
  );
}

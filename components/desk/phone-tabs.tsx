import { CandlestickChart, History, Layers, Menu } from "lucide-react";
import { useDeskContext, useView } from "@/components/desk/desk-context";
import { classNames } from "@/components/ui/class-names";
import { type BookTab, showBook } from "@/lib/client/view-store";

const BOOK_TABS = [
  { tab: "positions", label: "Positions", icon: Layers },
  { tab: "orders", label: "Activity", icon: History },
  { tab: "account", label: "More", icon: Menu },
] as const;

function isOn(tab: BookTab, shown: BookTab): boolean {
  return tab === shown || (tab === "orders" && shown === "fills");
}

const TAB = "flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs";

/** The phone's way around: one part of the desk at a time. */
export function PhoneTabs() {
  const { view } = useDeskContext();
  const part = useView((state) => state.phonePart);
  const bookTab = useView((state) => state.bookTab);
  const onMarket = part === "market";
  return (
    <nav
      aria-label="Desk"
      className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-panel md:hidden"
    >
      <button
        type="button"
        aria-current={onMarket}
        className={classNames(TAB, onMarket ? "font-semibold text-ink" : "text-muted")}
        onClick={() => view.setState({ phonePart: "market" })}
      >
        <CandlestickChart aria-hidden size={20} />
        Trade
      </button>
      {BOOK_TABS.map(({ tab, label, icon: Icon }) => {
        const on = !onMarket && isOn(tab, bookTab);
        return (
          <button
            key={tab}
            type="button"
            aria-current={on}
            className={classNames(TAB, on ? "font-semibold text-ink" : "text-muted")}
            onClick={() => showBook(view, tab)}
          >
            <Icon aria-hidden size={20} />
            {label}
          </button>
        );
      })}
    </nav>
  );
}

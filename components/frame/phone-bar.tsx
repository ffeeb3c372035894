import { CandlestickChart, History, House, Layers, type LucideIcon, Menu } from "lucide-react";
import { type ReactNode, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { LazyLayer } from "@/components/ui/lazy-layer";
import { lazyPart } from "@/components/ui/lazy-part";
import { PageLink } from "@/components/ui/page-link";

const { Part: MorePlaces, preload } = lazyPart(() =>
  import("./more-places").then((module) => module.MorePlaces),
);

/** The same five on every page (experience.md §4.2); where the desk is open, three of them are parts of it. */
export const PHONE_TABS = {
  home: { label: "Home", icon: House, href: "/home" },
  trade: { label: "Trade", icon: CandlestickChart, href: "/trade" },
  positions: { label: "Positions", icon: Layers, href: "/trade?book=positions" },
  activity: { label: "Activity", icon: History, href: "/orders" },
} as const;

type PhoneTab = (typeof PHONE_TABS)[keyof typeof PHONE_TABS];

function face(icon: LucideIcon, label: string): ReactNode {
  const Icon = icon;
  return (
    <>
      <Icon aria-hidden size={20} />
      <span className="truncate">{label}</span>
    </>
  );
}

function tabClass(on: boolean): string {
  return classNames(
    "flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-xs",
    on ? "font-semibold text-ink" : "text-muted",
  );
}

/** A tab that leads to a page. */
export function PageTab({ tab, on }: { readonly tab: PhoneTab; readonly on: boolean }) {
  return (
    <PageLink href={tab.href} aria-current={on ? "page" : undefined} className={tabClass(on)}>
      {face(tab.icon, tab.label)}
    </PageLink>
  );
}

interface PartTabProps {
  readonly tab: PhoneTab;
  readonly on: boolean;
  readonly onPress: () => void;
}

/** A tab that shows a part of the page. */
export function PartTab({ tab, on, onPress }: PartTabProps) {
  return (
    <button type="button" aria-current={on} className={tabClass(on)} onClick={onPress}>
      {face(tab.icon, tab.label)}
    </button>
  );
}

/** The rest, which five tabs have no room for. */
function MoreTab({ on }: { readonly on: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        className={tabClass(on)}
        onPointerEnter={preload}
        onClick={() => setOpen(true)}
      >
        {face(Menu, "More")}
      </button>
      <LazyLayer open={open} onOpenChange={setOpen}>
        <MorePlaces open={open} onOpenChange={setOpen} />
      </LazyLayer>
    </>
  );
}

/** A phone's way around, at the bottom of every signed-in page. */
export function PhoneBar({
  children,
  onMore,
}: {
  readonly children: ReactNode;
  /** Whether the page on screen is one of those under More. */
  readonly onMore: boolean;
}) {
  return (
    <nav
      aria-label="Pages"
      className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-panel md:hidden"
    >
      {children}
      <MoreTab on={onMore} />
    </nav>
  );
}

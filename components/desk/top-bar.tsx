import { LogOut } from "lucide-react";
import { signOut } from "next-auth/react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { ThemeToggle } from "@/components/ui/theme-toggle";
import { formatMoney, spokenMoney } from "@/lib/client/format";
import { useDesk } from "./desk-context";
import { FeedBadge } from "./feed-badge";
import { MarketClock } from "./market-clock";
import { ProfitText } from "./profit-text";
import { SimChip } from "./sim-chip";

function Figure({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="leading-tight max-md:hidden">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="min-w-24 font-semibold">{children}</dd>
    </div>
  );
}

/** The bar of every signed-in page: who, simulated, and what the page adds. */
export function BarFrame({
  children,
  email,
}: {
  readonly children: ReactNode;
  readonly email: string;
}) {
  return (
    <header className="sticky top-0 z-20 flex h-13 items-center gap-3 border-t-2 border-b border-t-sim-solid border-b-line bg-panel px-3">
      {children}
      <div className="flex items-center">
        <ThemeToggle />
        <Button
          tone="ghost"
          size="icon"
          aria-label={`Sign out ${email}`}
          title={`Sign out ${email}`}
          onClick={() => void signOut({ callbackUrl: "/" })}
        >
          <LogOut aria-hidden size={17} />
        </Button>
      </div>
    </header>
  );
}

/** The desk's bar: account and worth on the left, feed and market time on the right. */
export function TopBar({ email }: { readonly email: string }) {
  const account = useDesk((state) => state.desk.account);
  return (
    <BarFrame email={email}>
      <div className="flex min-w-0 items-center gap-2">
        <span className="truncate font-semibold" title={account.name}>
          {account.name}
        </span>
        <SimChip />
      </div>
      <dl className="flex gap-5 pl-3">
        <Figure label="Equity">
          <span className="live" aria-hidden>
            {formatMoney(account.equity)}
          </span>
          <span className="sr-only">{spokenMoney(account.equity)}, simulated</span>
        </Figure>
        <Figure label="Total P/L">
          <ProfitText amount={account.totalProfit} />
        </Figure>
        <Figure label="Option buying power">
          <span className="live">{formatMoney(account.optionsBuyingPower)}</span>
        </Figure>
      </dl>
      <div className="ml-auto flex items-center gap-3">
        <span className="max-md:hidden">
          <FeedBadge />
        </span>
        <MarketClock />
      </div>
    </BarFrame>
  );
}

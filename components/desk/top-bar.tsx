import { type ReactNode, useCallback } from "react";
import { BarFrame } from "@/components/frame/bar-frame";
import { formatMoney, spokenMoney } from "@/lib/client/format";
import type { NoticeView } from "@/lib/wire/raxx/notices";
import { useDesk } from "./desk-context";
import { FeedBadge } from "./feed-badge";
import { MarketClock } from "./market-clock";
import { ProfitText } from "./profit-text";

function Figure({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="leading-tight max-md:hidden">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="min-w-24 font-semibold">{children}</dd>
    </div>
  );
}

/** The desk's bar: account and worth on the left, feed and market time on the right. */
export function TopBar() {
  const account = useDesk((state) => state.desk.account);
  // The stream of this page tells everything of its account but prices.
  const isSaidHere = useCallback(
    ({ kind, accountId }: NoticeView) => kind !== "price" && accountId === account.id,
    [account.id],
  );
  return (
    <BarFrame isSaidHere={isSaidHere}>
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

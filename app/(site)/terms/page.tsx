import type { Metadata } from "next";
import { PageLink } from "@/components/ui/page-link";

export const metadata: Metadata = { title: "Terms and notices" };

const TERMS = [
  "Trading on Raxx is simulated. No order reaches a market, no money moves, and results do not show what live trading would have brought: liquidity, queues and latency differ.",
  "Nothing on Raxx is advice or a recommendation. Examples are there to be edited.",
  "We keep your email address, your passkeys' public halves, and what you do on your account. Under Settings, Privacy you can take all of it along and have all of it erased.",
  "Market data may be delayed; each price says so. It is for your own use and may not be passed on.",
] as const;

export default function Terms() {
  return (
    <main className="mx-auto flex max-w-2xl flex-col gap-4 px-5 py-12">
      <PageLink href="/" className="text-muted underline">
        Raxx
      </PageLink>
      <h1 className="text-3xl font-semibold tracking-tight">Terms and notices</h1>
      <ul className="flex list-disc flex-col gap-3 pl-5">
        {TERMS.map((term) => (
          <li key={term}>{term}</li>
        ))}
      </ul>
      <h2 className="mt-4 text-lg font-semibold">Notices</h2>
      <p>
        Charts: TradingView Lightweight Charts™, copyright © 2025 TradingView, Inc.,{" "}
        <a href="https://www.tradingview.com/" className="underline">
          https://www.tradingview.com/
        </a>
        , under the Apache License 2.0. Typeface: Inter, under the SIL Open Font License 1.1.
      </p>
    </main>
  );
}

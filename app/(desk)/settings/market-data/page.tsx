import type { Metadata } from "next";
import { MarketDataPage } from "@/components/market-data/market-data-page";
import { loadMarketData } from "@/lib/http/next/settings";

export const metadata: Metadata = { title: "Market data" };

export default async function MarketData() {
  return <MarketDataPage {...(await loadMarketData())} />;
}

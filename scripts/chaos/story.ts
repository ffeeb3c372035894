/** The market of the chaos run, the same for everybody. */
import { FakeMarket } from "@/lib/server/testing/fake-market";

export function chaosMarket(): FakeMarket {
  const market = new FakeMarket();
  market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });
  return market;
}

import { browserRoute } from "@/lib/http/next/browser-route";
import { loadQuotes } from "@/lib/server/desk/load-quotes";
import { knownSymbols } from "@/lib/server/market/known-symbols";

export const GET = browserRoute(async (deps, caller, query) => {
  const symbols = await knownSymbols(deps, (query.get("symbols") ?? "").split(","));
  return loadQuotes(deps, caller, symbols);
});

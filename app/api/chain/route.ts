import { browserRoute } from "@/lib/http/next/browser-route";
import { loadChain } from "@/lib/server/desk/load-chain";

export const GET = browserRoute((deps, caller, query) =>
  loadChain(deps, caller, {
    underlying: query.get("underlying") ?? "",
    expiryDate: query.get("expiry"),
    around: query.get("strike"),
  }),
);

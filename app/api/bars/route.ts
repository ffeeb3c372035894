import { browserRoute } from "@/lib/http/next/browser-route";
import { loadBars } from "@/lib/server/desk/load-bars";

export const GET = browserRoute((deps, caller, query) =>
  loadBars(deps, caller, query.get("symbol") ?? "", query.get("timeframe") ?? "5Min"),
);

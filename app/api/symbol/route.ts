import { browserRoute } from "@/lib/http/next/browser-route";
import { symbolView } from "@/lib/server/desk/symbol-view";

export const GET = browserRoute((deps, caller, query) =>
  symbolView(deps, caller, query.get("symbol") ?? ""),
);

import { browserRoute } from "@/lib/http/next/browser-route";
import { loadFillExtras } from "@/lib/server/fills/fill-extras";

export const GET = browserRoute((deps, caller, query) =>
  loadFillExtras(deps, caller, query.get("id") ?? ""),
);

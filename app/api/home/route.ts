import { browserRoute } from "@/lib/http/next/browser-route";
import { loadHome } from "@/lib/server/desk/home-view";

export const GET = browserRoute((deps, caller, _query, { email }) =>
  loadHome(deps, caller, { isGuest: email === null }),
);

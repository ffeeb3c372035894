import { browserRoute } from "@/lib/http/next/browser-route";
import { loadExpiries } from "@/lib/server/desk/expiry-timeline";

export const GET = browserRoute((deps, caller) => loadExpiries(deps, caller));

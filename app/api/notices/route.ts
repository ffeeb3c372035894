import { browserRoute } from "@/lib/http/next/browser-route";
import { listNotices } from "@/lib/server/notices/own-notices";

export const GET = browserRoute((deps, caller) => listNotices(deps, caller));

import { browserRoute } from "@/lib/http/next/browser-route";
import { loadDesk } from "@/lib/server/desk/load-desk";

export const GET = browserRoute(loadDesk);

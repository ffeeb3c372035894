import { exportJournal } from "@/lib/http/journal-export";
import { browserRoute } from "@/lib/http/next/browser-route";

export const GET = browserRoute(exportJournal);

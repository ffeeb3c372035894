import { browserRoute } from "@/lib/http/next/browser-route";
import { positionNote } from "@/lib/server/journal/notes";

export const GET = browserRoute((deps, caller, query) =>
  positionNote(deps, caller, query.get("symbol") ?? ""),
);

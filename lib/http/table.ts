/** The program API: one table of handlers, mounted by Next's route files and by server.ts alike (decisions 16). */
import type { Deps } from "@/lib/server/deps";
import { DATA_ROUTES } from "./data/routes";
import { answerProgramRequest, type ProgramApi } from "./handler";
import { limitsOf } from "./limits";
import { createRouter, type Route } from "./router";
import { OUTSIDE_ROUTES } from "./v1/outside-routes";
import { V1_ROUTES } from "./v1/routes";
import { ACCOUNT_ROUTES } from "./v2/account-routes";
import { EVENT_ROUTES } from "./v2/event-routes";
import { ORDER_ROUTES } from "./v2/order-routes";
import { REFERENCE_ROUTES } from "./v2/reference-routes";
import { WATCHLIST_ROUTES } from "./v2/watchlist-routes";
import { fromWebRequest, toWebResponse } from "./web-request";

/** alpaca-wire.md §1; what is not here answers 404 `endpoint not found` (§1.14). */
export const ROUTES: readonly Route[] = [
  ...ACCOUNT_ROUTES,
  ...ORDER_ROUTES,
  ...REFERENCE_ROUTES,
  ...WATCHLIST_ROUTES,
  ...DATA_ROUTES,
  ...EVENT_ROUTES,
  ...V1_ROUTES,
  ...OUTSIDE_ROUTES,
];

const router = createRouter(ROUTES);

/** The API over one set of dependencies. */
export function programApi(deps: Deps): ProgramApi {
  return { deps, router, limiter: limitsOf(deps).calls };
}

/** Every version prefix that programs call: Alpaca's trading and data APIs, and our own `/v1`. */
const PREFIXES: ReadonlySet<string> = new Set(["v1", "v1beta1", "v2", "v2beta1", "v3"]);

/** Whether a path belongs to the program API. */
export function isProgramPath(path: string): boolean {
  const end = path.indexOf("/", 1);
  return PREFIXES.has(end < 0 ? path.slice(1) : path.slice(1, end));
}

/** Answers a program request; null when the path is not ours. */
export async function handleProgramRequest(deps: Deps, request: Request): Promise<Response | null> {
  const program = fromWebRequest(request);
  if (!isProgramPath(program.path)) return null;
  return toWebResponse(await answerProgramRequest(programApi(deps), program));
}

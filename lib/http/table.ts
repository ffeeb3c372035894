/** The program API: one table of handlers, mounted by Next's route files and by server.ts alike (decisions 16). */
import type { Deps } from "@/lib/server/deps";
import { answerProgramRequest, type ProgramApi } from "./handler";
import { InProcessRateLimiter, type RateLimiter } from "./rate-limit";
import { createRouter, type Route } from "./router";
import { getAccount } from "./v2/account";
import { getActivities } from "./v2/activities";
import { getAsset, getAssets } from "./v2/assets";
import { getCalendar, getClock } from "./v2/market-time";
import { getContract, getContracts } from "./v2/option-contracts";
import { deleteOrder, deleteOrders } from "./v2/order-cancel";
import { getOrder, getOrderByClientId, getOrders } from "./v2/order-read";
import { postOrder } from "./v2/order-submit";
import { getPosition, getPositions } from "./v2/positions";
import { fromWebRequest, toWebResponse } from "./web-request";

/** alpaca-wire.md §1; what is not here answers 404 `endpoint not found` (§1.14). */
const ROUTES: readonly Route[] = [
  { method: "GET", pattern: "/v2/account", handler: getAccount, priced: true },
  { method: "GET", pattern: "/v2/account/activities", handler: getActivities },
  { method: "GET", pattern: "/v2/account/activities/{type}", handler: getActivities },
  { method: "POST", pattern: "/v2/orders", handler: postOrder },
  { method: "GET", pattern: "/v2/orders", handler: getOrders },
  { method: "DELETE", pattern: "/v2/orders", handler: deleteOrders },
  { method: "GET", pattern: "/v2/orders:by_client_order_id", handler: getOrderByClientId },
  { method: "GET", pattern: "/v2/orders/{id}", handler: getOrder },
  { method: "DELETE", pattern: "/v2/orders/{id}", handler: deleteOrder },
  { method: "GET", pattern: "/v2/positions", handler: getPositions, priced: true },
  { method: "GET", pattern: "/v2/positions/{symbol}", handler: getPosition, priced: true },
  { method: "GET", pattern: "/v2/clock", handler: getClock },
  { method: "GET", pattern: "/v2/calendar", handler: getCalendar },
  { method: "GET", pattern: "/v2/assets", handler: getAssets },
  { method: "GET", pattern: "/v2/assets/{symbol}", handler: getAsset },
  { method: "GET", pattern: "/v2/options/contracts", handler: getContracts },
  { method: "GET", pattern: "/v2/options/contracts/{symbol}", handler: getContract },
];

const router = createRouter(ROUTES);

// Next bundles its routes apart from server.ts; through the global both count into one window.
const holder = globalThis as { raxxLimiters?: WeakMap<Deps, RateLimiter> };

/** The API over one set of dependencies. */
export function programApi(deps: Deps): ProgramApi {
  return { deps, router, limiter: limiterOf(deps) };
}

function limiterOf(deps: Deps): RateLimiter {
  holder.raxxLimiters ??= new WeakMap();
  const known = holder.raxxLimiters.get(deps);
  if (known !== undefined) return known;
  const limiter = new InProcessRateLimiter(deps.clock);
  holder.raxxLimiters.set(deps, limiter);
  return limiter;
}

/** Whether a path belongs to the program API. */
export function isProgramPath(path: string): boolean {
  return path === "/v2" || path.startsWith("/v2/");
}

/** Answers a program request; null when the path is not ours. */
export async function handleProgramRequest(deps: Deps, request: Request): Promise<Response | null> {
  const program = fromWebRequest(request);
  if (!isProgramPath(program.path)) return null;
  return toWebResponse(await answerProgramRequest(programApi(deps), program));
}

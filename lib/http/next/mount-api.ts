/** Handlers of the page's own API as Next route handlers. */
import type { ApiHandler } from "../api/api-route";
import { getDeps } from "./deps";

interface Context {
  readonly params: Promise<Record<string, string>>;
}

/** Gives a handler the dependencies of this process. */
export function mountApi(
  handler: ApiHandler,
): (request: Request, context: Context) => Promise<Response> {
  return async (request, { params }) => handler(getDeps(), request, await params);
}

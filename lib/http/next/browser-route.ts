/** JSON for our own pages: the session decides who asks, a failure is a sentence and a request id. */

import type { Caller, Deps } from "@/lib/server/deps";
import { AppError } from "@/lib/server/errors";
import { uuidv7 } from "@/lib/server/ids";
import { getDeps } from "./deps";
import { currentReading } from "./session";

type Work = (deps: Deps, caller: Caller, query: URLSearchParams) => Promise<unknown>;

/** A GET route for the signed-in user. */
export function browserRoute(work: Work): (request: Request) => Promise<Response> {
  return async (request) => {
    const deps = getDeps();
    const requestId = uuidv7(deps.clock.nowMs());
    const answer = (status: number, body: unknown) =>
      Response.json(body, {
        status,
        headers: { "Cache-Control": "no-store", "X-Request-ID": requestId },
      });
    try {
      const reading = await currentReading();
      if (reading === null) return answer(401, { message: "Sign in first." });
      return answer(200, await work(deps, reading.caller, new URL(request.url).searchParams));
    } catch (error) {
      if (error instanceof AppError) return answer(error.status, { message: error.message });
      const path = new URL(request.url).pathname;
      deps.log.error({ requestId, path, err: String(error) }, "route failed");
      return answer(500, { message: "Something went wrong on our side." });
    }
  };
}

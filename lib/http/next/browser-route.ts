/** JSON for our own pages: what the desk reads, for the signed-in user. */
import type { Caller, Deps } from "@/lib/server/deps";
import type { SessionReading } from "@/lib/server/identity/sessions";
import { apiRoute } from "../api/api-route";
import { mountApi } from "./mount-api";

type Work = (
  deps: Deps,
  caller: Caller,
  query: URLSearchParams,
  session: SessionReading,
) => Promise<unknown>;

/** A GET route for the signed-in user. */
export function browserRoute(work: Work) {
  const rules = { access: "session" } as const;
  return mountApi(
    apiRoute(rules, ({ deps, session, query }) => work(deps, session.caller, query, session)),
  );
}

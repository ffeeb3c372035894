/** `/api/operator`: the operator page. A passkey must have confirmed the session, and each look is on record. */
import { viewAsOperator } from "@/lib/server/operator/operator-view";
import { apiRoute } from "./api-route";

/** POST, because it writes: the look itself. */
export const viewOperator = apiRoute({ access: "fresh" }, async ({ deps, session }) =>
  viewAsOperator(deps, session.caller.userId),
);

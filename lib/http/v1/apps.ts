/** GET /v1/apps and DELETE /v1/apps/{id}: the apps a user let in, and taking a token back. */
import { formatUtc } from "@/lib/engine/calendar/new-york";
import { disconnectApp, listConnectedApps } from "@/lib/server/oauth/grants";
import { oauthScopesText } from "@/lib/wire/raxx/oauth-scopes";
import { type Handler, ok, param, Refused } from "../call";

/** An app does not see its neighbours. */
const APP = { status: 403, code: 40310000, message: "not for apps", extras: {} };

export const getApps: Handler = async ({ deps, caller, grant }) => {
  if (grant.by === "app") throw new Refused(APP);
  const apps = await listConnectedApps(deps, caller);
  return ok(
    apps.map(({ id, name, account_id, scopes, created_at }) => ({
      ...{ id, name, account_id, scope: oauthScopesText(scopes) },
      connected_at: formatUtc(created_at.getTime()),
    })),
  );
};

export const deleteApp: Handler = async (call) => {
  if (call.grant.by === "app") throw new Refused(APP);
  await disconnectApp(call.deps, call.caller, param(call, "id"));
  return { status: 204 };
};

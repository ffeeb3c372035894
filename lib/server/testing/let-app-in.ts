/** An app as it gets in: registered, let into an account by its user, its code redeemed. */
import type pg from "pg";
import type { Scope } from "@/lib/wire/raxx/scope";
import type { Deps } from "../deps";
import { findApp, registerApp } from "../oauth/apps";
import { grantCode, listConnectedApps, redeemCode } from "../oauth/grants";

const BACK = "https://bot.example/back";

interface LetIn {
  readonly token: string;
  /** The user's id of it. */
  readonly grantId: string;
}

/** Lets a new app into an account; `owner` is a pool of the schema's owner. */
export async function letAppIn(
  deps: Pick<Deps, "webPool" | "clock" | "prisma">,
  owner: pg.Pool,
  person: { readonly userId: string; readonly accountId: string },
  scopes: readonly Scope[] = ["read", "trade"],
): Promise<LetIn> {
  const terms = { name: "Bot", redirectUris: [BACK], isPkceRequired: false };
  const registered = await registerApp(owner, deps, terms);
  const app = await findApp(deps, registered.clientId);
  if (app === null) throw new Error("it was registered");
  const { accountId } = person;
  const code = await grantCode(deps, person, { app, accountId, scopes, redirectUri: BACK });
  const redeemed = await redeemCode(deps, { ...registered, code, redirectUri: BACK });
  if (!redeemed.ok) throw new Error(redeemed.error);
  const [newest] = await listConnectedApps(deps, person);
  return { token: redeemed.token, grantId: newest?.id ?? "" };
}

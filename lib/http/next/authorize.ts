/** The consent page of /oauth/authorize: who asks for what, and what the signed-in user answers. */
import { redirect } from "next/navigation";
import { z } from "zod";
import { listOwnAccounts } from "@/lib/server/accounts/own-accounts";
import { answerAddress, readAuthorization } from "@/lib/server/oauth/authorization";
import { grantCode } from "@/lib/server/oauth/grants";
import type { Scope } from "@/lib/wire/raxx/scope";
import type { ActionResult } from "@/lib/wire/raxx/ticket";
import { action, Refused } from "./action";
import { getDeps } from "./deps";
import { deskSession } from "./session";

type Query = { readonly [name: string]: string | readonly string[] | undefined };

export type AuthorizationView =
  | { readonly kind: "message"; readonly message: string; readonly signIn: boolean }
  | {
      readonly kind: "consent";
      readonly app: string;
      readonly site: string;
      readonly email: string;
      readonly scopes: readonly Scope[];
      readonly accounts: readonly { readonly id: string; readonly name: string }[];
    };

const NO_GUESTS = "Guests cannot connect apps; keep the account with a passkey first.";

/** What the page shows; a request that only the app can mend goes straight back to it. */
export async function loadAuthorization(query: Query): Promise<AuthorizationView> {
  const deps = getDeps();
  const asked = await readAuthorization(deps, query);
  if (asked.kind === "unknown") return { kind: "message", message: asked.message, signIn: false };
  if (asked.kind === "refused") redirect(asked.redirectTo);
  const session = await deskSession();
  if (session === null) {
    const message = `Sign in, then open the link from ${asked.app.name} again.`;
    return { kind: "message", message, signIn: true };
  }
  const { email } = session;
  if (email === null) return { kind: "message", message: NO_GUESTS, signIn: false };
  const accounts = await listOwnAccounts(deps, session);
  return {
    kind: "consent",
    app: asked.app.name,
    site: new URL(asked.redirectUri).host,
    email,
    scopes: asked.scopes,
    accounts: accounts
      .filter((account) => account.archived_at === null)
      .map(({ id, name }) => ({ id, name })),
  };
}

const Input = z.strictObject({ allow: z.boolean(), accountId: z.uuid() });

/** Makes the code when the user allows it. The request is read again: the page may have been changed. */
export function answerAuthorization(
  query: Query,
  input: unknown,
): Promise<ActionResult<{ redirectTo: string }>> {
  return action("pages", async (deps, caller) => {
    const asked = await readAuthorization(deps, query);
    if (asked.kind === "unknown") throw new Refused(asked.message);
    if (asked.kind === "refused") return { redirectTo: asked.redirectTo };
    const { app, redirectUri, scopes, state, codeChallenge } = asked;
    if ((await deskSession())?.email === null) throw new Refused(NO_GUESTS);
    const { allow, accountId } = Input.parse(input);
    if (!allow) {
      return { redirectTo: answerAddress(redirectUri, { error: "access_denied", state }) };
    }
    const accounts = await listOwnAccounts(deps, caller);
    if (!accounts.some(({ id, archived_at }) => id === accountId && archived_at === null)) {
      throw new Refused("There is no such account.");
    }
    const consent = { app, accountId, scopes, redirectUri, codeChallenge };
    const code = await grantCode(deps, caller, consent);
    return { redirectTo: answerAddress(redirectUri, { code, state }) };
  });
}

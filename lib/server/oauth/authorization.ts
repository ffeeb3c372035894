/** An authorization request as it stands in the address of /oauth/authorize (alpaca-wire.md §6). */

import { parseOauthScopes } from "@/lib/wire/raxx/oauth-scopes";
import type { Scope } from "@/lib/wire/raxx/scope";
import type { Deps } from "../deps";
import { findApp, type OauthApp } from "./apps";
import { readChallenge } from "./pkce";

const STATE_LENGTH_MAX = 512;

export type Authorization =
  | {
      readonly kind: "valid";
      readonly app: OauthApp;
      readonly redirectUri: string;
      readonly scopes: readonly Scope[];
      readonly state: string | null;
      /** Of PKCE; null for an app that sent none. */
      readonly codeChallenge: string | null;
    }
  /** The app is to be told; its address was checked. */
  | { readonly kind: "refused"; readonly redirectTo: string }
  /** Who asks, or where to answer, is not known: only the person is told, nobody is sent anywhere. */
  | { readonly kind: "unknown"; readonly message: string };

/** Reads the request; the redirect address must be one of the app's to the letter. */
export async function readAuthorization(
  deps: Pick<Deps, "webPool">,
  query: { readonly [name: string]: string | readonly string[] | undefined },
): Promise<Authorization> {
  const one = (name: string) => {
    const value = query[name];
    return typeof value === "string" && value !== "" ? value : null;
  };
  const app = await findApp(deps, one("client_id") ?? "");
  if (app === null) return unknown("There is no such app, or it was closed.");
  const redirectUri = one("redirect_uri");
  if (redirectUri === null || !app.redirectUris.includes(redirectUri)) {
    return unknown(`${app.name} asked to be answered at an address that is not registered.`);
  }
  const state = one("state");
  const refuse = (error: string) => refused(redirectUri, { error, state });
  if (state !== null && state.length > STATE_LENGTH_MAX) return refuse("invalid_request");
  if (one("response_type") !== "code") return refuse("unsupported_response_type");
  const scopes = parseOauthScopes(one("scope") ?? "");
  if (scopes?.every((scope) => app.scopes.includes(scope)) !== true) return refuse("invalid_scope");
  const codeChallenge = readChallenge(one("code_challenge"), one("code_challenge_method"));
  if (codeChallenge === undefined || (codeChallenge === null && app.isPkceRequired))
    return refuse("invalid_request");
  return { kind: "valid", app, redirectUri, scopes, state, codeChallenge };
}

/** Where the answer goes: the registered address with the answer's parameters added. */
export function answerAddress(
  redirectUri: string,
  parameters: { readonly [name: string]: string | null },
): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null) url.searchParams.set(name, value);
  }
  return url.toString();
}

function refused(redirectUri: string, parameters: { readonly [name: string]: string | null }) {
  return { kind: "refused", redirectTo: answerAddress(redirectUri, parameters) } as const;
}

function unknown(message: string) {
  return { kind: "unknown", message } as const;
}

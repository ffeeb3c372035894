/** People who trade by program: a user and a key from the operator's command, and ways to use them. */
import { Alpaca } from "@alpacahq/alpaca-trade-api";
import { ops } from "./ops";
import { newEmail } from "./passkey";

export const BASE_URL = process.env.BASE_URL ?? "http://localhost:3000";
export const WS_URL = BASE_URL.replace(/^http/, "ws");

export interface Bot {
  readonly email: string;
  readonly userId: string;
  readonly accountId: string;
  readonly tier: string;
  readonly keyId: string;
  readonly secret: string;
}

interface CreatedUser {
  readonly email: string;
  readonly userId: string;
  readonly accountId: string;
  readonly tier: string;
  readonly apiKey: { readonly keyId: string; readonly secret: string };
}

/** Makes a user with a funded account and an API key, as an operator would. */
export async function createBot(tier: "free" | "pro" | "pro_plus"): Promise<Bot> {
  const asked = ["user:create", "--email", newEmail(), "--tier", tier, "--key"];
  const { apiKey, ...user } = await ops<CreatedUser>(...asked);
  return { ...user, ...apiKey };
}

/** The SDK as a bot's author has it: the same code, another address. */
export function sdkOf({ keyId, secret }: Pick<Bot, "keyId" | "secret">): Alpaca {
  const fetchApi = (input: string | URL | Request, init?: RequestInit) => {
    const asked = new URL(input instanceof Request ? input.url : String(input));
    return fetch(`${BASE_URL}${asked.pathname}${asked.search}`, init);
  };
  return new Alpaca({ keyId, secret, paper: true, fetchApi, rateLimit: false });
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; null for an answer without one. */
  readonly body: unknown;
}

/** One request without any SDK: the body goes out exactly as it is written here. */
export async function call(
  bot: Pick<Bot, "keyId" | "secret">,
  method: string,
  path: string,
  body?: string | Uint8Array<ArrayBuffer>,
): Promise<HttpAnswer> {
  const headers = {
    "APCA-API-KEY-ID": bot.keyId,
    "APCA-API-SECRET-KEY": bot.secret,
    ...(body === undefined ? {} : { "Content-Type": "application/json" }),
  };
  const answer = await fetch(`${BASE_URL}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: text && JSON.parse(text) };
}

/** Whether the whole site is well, worker included. */
export async function healthStatus(): Promise<number> {
  return (await fetch(`${BASE_URL}/api/health`)).status;
}

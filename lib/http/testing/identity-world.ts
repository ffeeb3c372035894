/** People with passkeys on a database of their own, reached through the page's API as a browser reaches it. */
import { afterAll } from "vitest";
import { createDeps, type Deps } from "@/lib/server/deps";
import type { Env } from "@/lib/server/env";
import { testRedisUrl } from "@/lib/server/testing/database";
import { createDoorWorld, type DoorWorld, silentLog } from "@/lib/server/testing/door-world";
import { SoftwareAuthenticator } from "@/lib/server/testing/software-authenticator";
import type { ApiHandler } from "../api/api-route";
import { beginCeremony } from "../api/passkey-routes";
import { createSession } from "../api/session-routes";

const ORIGIN = "http://localhost:3000";

/** What every one of our own pages sends. */
const FROM_PAGE = {
  origin: ORIGIN,
  "sec-fetch-site": "same-origin",
  "x-raxx-csrf": "1",
  "content-type": "application/json",
};

export interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly params?: Record<string, string>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of many shapes.
  readonly body: any;
}

export interface Person {
  readonly email: string;
  readonly device: SoftwareAuthenticator;
  readonly userId: string;
  readonly accountId: string;
  readonly sessionId: string;
  /** A Cookie header. */
  readonly cookie: string;
}

let people = 0;

export class IdentityWorld {
  /** Wall time is moved by hand where a test needs it. */
  readonly clock = { aheadMs: 0, nowMs: () => Date.now() + this.clock.aheadMs };
  readonly deps: Deps;

  constructor(readonly door: DoorWorld) {
    const env = {
      NODE_ENV: "test",
      DATABASE_URL: door.url,
      REDIS_URL: testRedisUrl(),
      RAXX_ORIGIN: ORIGIN,
      NEXTAUTH_SECRET: "only-for-tests-only-for-tests",
    } as Env;
    this.deps = { ...createDeps(env, silentLog), clock: this.clock };
  }

  /** One request of a page of ours to a handler. */
  ask(handler: ApiHandler, { headers, ...asked }: Asked = {}): Promise<Answered> {
    return this.send(handler, { ...asked, headers: { ...FROM_PAGE, ...headers } });
  }

  /** One request of a program: no origin, no cookie. */
  askAsProgram(handler: ApiHandler, { headers, ...asked }: Asked = {}): Promise<Answered> {
    const json = { "content-type": "application/json" };
    return this.send(handler, { ...asked, headers: { ...json, ...headers } });
  }

  /** Each comes from a network place of its own unless it says otherwise. */
  private async send(
    handler: ApiHandler,
    { method = "POST", headers = {}, body, params }: Asked,
  ): Promise<Answered> {
    people += 1;
    const ip = `198.51.${(people >> 8) & 255}.${people & 255}`;
    const request = new Request(`${ORIGIN}/api/test`, {
      method,
      headers: { "x-raxx-client-ip": ip, ...headers },
      ...(body === undefined
        ? {}
        : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const answer = await handler(this.deps, request, params);
    const text = await answer.text();
    const { status, headers: answered } = answer;
    return {
      status,
      headers: answered,
      text,
      body: /json/.test(answered.get("content-type") ?? "") ? JSON.parse(text) : null,
    } as Answered;
  }

  /** Somebody new, signed in. */
  async signUp(device = new SoftwareAuthenticator()): Promise<Person> {
    people += 1;
    const email = `pat-${people}-${device.credentialId.toLowerCase()}@example.com`.replaceAll(
      "_",
      "x",
    );
    const { body } = await this.ask(beginCeremony, { body: { email } });
    const { ceremonyId, options } = body;
    device.userHandle = options.user.id;
    const response = device.create(options.challenge);
    return this.person(email, device, { ceremonyId, response });
  }

  /** The same person in another browser. */
  async signInAgain({ email, device }: Person): Promise<Person> {
    const { body } = await this.ask(beginCeremony, { body: { email } });
    const { ceremonyId, options } = body;
    return this.person(email, device, { ceremonyId, response: device.get(options.challenge) });
  }

  private async person(
    email: string,
    device: SoftwareAuthenticator,
    body: unknown,
  ): Promise<Person> {
    const made = await this.ask(createSession, { body });
    if (made.status !== 201) throw new Error(`could not sign in: ${made.text}`);
    const { id: sessionId, accountId } = made.body.session;
    const { rows } = await this.door.admin.query<{ user_id: string }>(
      "SELECT user_id FROM sessions WHERE id = $1",
      [sessionId],
    );
    const userId = rows[0]?.user_id ?? "";
    return { email, device, userId, accountId, sessionId, cookie: cookieOf(made) };
  }
}

/** The cookie an answer set, as a browser would send it back. */
export function cookieOf({ headers }: Answered): string {
  return (headers.getSetCookie().at(-1) ?? "").split(";", 1)[0] ?? "";
}

/** Call it at the top of a file. */
export async function createIdentityWorld(): Promise<IdentityWorld> {
  const door = await createDoorWorld();
  const world = new IdentityWorld(door);
  afterAll(() => world.deps.close());
  return world;
}

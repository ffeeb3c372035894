/** People with software passkeys, reached through the page's own API as a browser reaches it. */
import { beginCeremony } from "@/lib/http/api/passkey-routes";
import { createSession } from "@/lib/http/api/session-routes";
import { createDeps, type Deps } from "@/lib/server/deps";
import { env } from "@/lib/server/env";
import { SoftwareAuthenticator } from "@/lib/server/testing/software-authenticator";
import { check } from "./report";
import { address, log } from "./world";

const ORIGIN = "http://localhost:3000";

export interface Person {
  readonly email: string;
  readonly device: SoftwareAuthenticator;
  /** A Cookie header. */
  readonly cookie: string;
}

/** The dependencies of the web process on the stores of this run. */
export function webDeps(): Deps {
  process.env.DATABASE_URL = address("BENCH_DATABASE_URL");
  process.env.REDIS_URL = address("BENCH_REDIS_URL");
  return createDeps(env(), log);
}

/** A request of one of our pages, from the network place of a number: each place has its own limit. */
export function fromPage(place: number, body: unknown): Request {
  return new Request(`${ORIGIN}/api/bench`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: {
      ...{ origin: ORIGIN, "sec-fetch-site": "same-origin", "x-raxx-csrf": "1" },
      "content-type": "application/json",
      "x-raxx-client-ip": `10.${place >> 16}.${(place >> 8) & 255}.${place & 255}`,
    },
  });
}

interface Begun {
  readonly ceremonyId: string;
  readonly options: { readonly challenge: string; readonly user?: { readonly id: string } };
}

/** Signs up, or in: options, the device's answer, and a session. */
export async function signIn(
  deps: Deps,
  place: number,
  { email, device }: Omit<Person, "cookie">,
): Promise<string> {
  const begun = await beginCeremony(deps, fromPage(place, { email }));
  const { ceremonyId, options } = (await begun.json()) as Begun;
  const isNew = options.user !== undefined;
  if (options.user !== undefined) device.userHandle = options.user.id;
  const response = isNew ? device.create(options.challenge) : device.get(options.challenge);
  const made = await createSession(deps, fromPage(place, { ceremonyId, response }));
  check(made.status === 201, `a session is made (${made.status})`);
  return (made.headers.getSetCookie().at(-1) ?? "").split(";", 1)[0] ?? "";
}

/** So many new people, each signed in once. */
export async function newPeople(deps: Deps, count: number): Promise<readonly Person[]> {
  const people: Person[] = [];
  for (let place = 0; place < count; place += 1) {
    const person = { email: `pat-${place}@bench.test`, device: new SoftwareAuthenticator() };
    people.push({ ...person, cookie: await signIn(deps, place, person) });
  }
  return people;
}

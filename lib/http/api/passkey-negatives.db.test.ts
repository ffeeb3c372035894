/** What is no passkey's answer: more than fifty ways to lie in a ceremony, each refused with nothing stored. */
import { generateKeyPairSync } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import {
  FLAGS,
  type Lies,
  type PasskeyJson,
  SoftwareAuthenticator,
} from "@/lib/server/testing/software-authenticator";
import { createIdentityWorld, type Person } from "../testing/identity-world";
import { beginCeremony } from "./passkey-routes";
import { createSession } from "./session-routes";

const world = await createIdentityWorld();
let pat: Person;
let eve: Person;
beforeAll(async () => {
  [pat, eve] = [await world.signUp(), await world.signUp()];
});

const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const { present, verified, eligible, backedUp, data } = FLAGS;

/** Changes a part of the finished answer. */
const changed = (change: (answer: PasskeyJson) => void): Lies => ({
  after: (answer) => {
    change(answer);
    return answer;
  },
});
const part = (name: string, value: unknown) =>
  changed(({ response }) => {
    response[name] = value;
  });
const bytes = (length: number) => Buffer.alloc(length).toString("base64url");

/** Lies that both ceremonies can tell. */
const COMMON: Record<string, Lies> = {
  "another challenge": { clientData: { challenge: bytes(32) } },
  "an empty challenge": { clientData: { challenge: "" } },
  "another site": { clientData: { origin: "https://evil.example" } },
  "a subdomain": { clientData: { origin: "http://evil.localhost:3000" } },
  "another port": { clientData: { origin: "http://localhost:3001" } },
  "https of our name": { clientData: { origin: "https://localhost:3000" } },
  "a path after the origin": { clientData: { origin: "http://localhost:3000/" } },
  "an origin of null": { clientData: { origin: "null" } },
  "a frame elsewhere": { clientData: { crossOrigin: true } },
  "a frame elsewhere, named": {
    clientData: { crossOrigin: true, topOrigin: "https://evil.example" },
  },
  "a top origin alone": { clientData: { topOrigin: "http://localhost:3000" } },
  "a cross origin that is a text": { clientData: { crossOrigin: "false" } },
  "another relying party": { rpId: "evil.example" },
  "our relying party as an address": { rpId: "http://localhost:3000" },
  "nobody present": { flags: verified | data },
  "nobody verified": { flags: present | data },
  "no flags": { flags: 0 },
  "backed up without being able to": { flags: present | verified | backedUp | data },
  "client data that is no JSON": part("clientDataJSON", Buffer.from("{").toString("base64url")),
  "client data that is null": part("clientDataJSON", Buffer.from("null").toString("base64url")),
  "empty client data": part("clientDataJSON", ""),
  "client data in standard base64": part("clientDataJSON", "e30=+/"),
  "client data of a megabyte": part("clientDataJSON", "A".repeat(30_000)),
  "another id beside": changed((answer) => {
    answer.rawId = bytes(16);
  }),
  "no id": changed((answer) => {
    answer.id = "";
  }),
  "another type": changed((answer) => {
    answer.type = "password";
  }),
  "a field more": part("admin", true),
};

const GET_ONLY: Record<string, Lies> = {
  "the type of a creation": { clientData: { type: "webauthn.create" } },
  "no type": { clientData: { type: "" } },
  "a stranger's signature": { key: stranger },
  "an empty signature": part("signature", ""),
  "a signature of zeros": part("signature", bytes(70)),
  "a signature that is a number": part("signature", 7),
  "no signature": part("signature", undefined),
  "authenticator data cut short": part("authenticatorData", bytes(36)),
  "authenticator data of zeros": part("authenticatorData", bytes(37)),
  "authenticator data with more behind it": changed(({ response }) => {
    response.authenticatorData = `${response.authenticatorData}AAAA`;
  }),
  "a key that says it can be backed up now": { flags: present | verified | eligible },
  "another's user handle": { userHandle: Buffer.from("somebody").toString("base64url") },
  "an id nobody has": changed((answer) => {
    answer.id = bytes(16);
    answer.rawId = bytes(16);
  }),
  "an id that is SQL": changed((answer) => {
    answer.id = "' OR 1=1 --";
  }),
};

const CREATE_ONLY: Record<string, Lies> = {
  "the type of a use": { clientData: { type: "webauthn.get" } },
  "no attestation": part("attestationObject", ""),
  "an attestation that is no CBOR": part("attestationObject", bytes(64)),
  "an attestation of a megabyte": part("attestationObject", "A".repeat(20_000)),
  "no key inside": { flags: present | verified },
};

async function options(email: string) {
  return (await world.ask(beginCeremony, { body: { email } })).body;
}

async function counted(): Promise<string> {
  const { rows } = await world.door.admin.query(
    "SELECT (SELECT count(*) FROM users) AS u, (SELECT count(*) FROM sessions) AS s, (SELECT count(*) FROM passkeys) AS p",
  );
  return JSON.stringify(rows);
}

/** Sends an answer; it must be refused, and nothing may be stored. */
async function refused(ceremonyId: string, response: unknown): Promise<void> {
  const before = await counted();
  const answer = await world.ask(createSession, { body: { ceremonyId, response } });
  expect([400, 401]).toContain(answer.status);
  expect(answer.headers.get("set-cookie")).toBeNull();
  expect(await counted()).toBe(before);
}

const USES = Object.entries({ ...COMMON, ...GET_ONLY });
const CREATIONS = Object.entries({ ...COMMON, ...CREATE_ONLY });

describe("signing in", () => {
  test.each(USES)("with %s is refused", async (_, lies) => {
    const { ceremonyId, options: asked } = await options(pat.email);
    await refused(ceremonyId, pat.device.get(asked.challenge, lies));
  });

  test("with another's passkey is refused", async () => {
    const { ceremonyId, options: asked } = await options(pat.email);
    await refused(ceremonyId, eve.device.get(asked.challenge));
  });

  test("with the answer of another ceremony is refused, and spends this one", async () => {
    const [one, two] = [await options(pat.email), await options(pat.email)];
    await refused(one.ceremonyId, pat.device.get(two.options.challenge));
    await refused(one.ceremonyId, pat.device.get(one.options.challenge));
  });

  test("after five minutes, or with an id nobody gave out, is refused", async () => {
    const { ceremonyId, options: asked } = await options(pat.email);
    await world.deps.redis.del(`raxx:ceremony:${ceremonyId}`); // as its expiry does
    const response = pat.device.get(asked.challenge);
    await refused(ceremonyId, response);
    for (const id of ["", "x", "018f5e2e-0000-7000-8000-000000000001", "../ceremony"]) {
      await refused(id, response);
    }
  });

  test("honestly still works after all of that", async () => {
    expect((await world.signInAgain(pat)).userId).toBe(pat.userId);
  });
});

describe("signing up", () => {
  test.each(CREATIONS)("with %s is refused", async (_, lies) => {
    const { ceremonyId, options: asked } = await options(`new-${Math.random()}@example.com`);
    await refused(ceremonyId, new SoftwareAuthenticator().create(asked.challenge, lies));
  });

  test("with the passkey of another is refused", async () => {
    const { ceremonyId, options: asked } = await options("twice@example.com");
    await refused(ceremonyId, pat.device.create(asked.challenge));
  });

  test("of one address by fifty at once makes one account", async () => {
    const begun = await Promise.all(Array.from({ length: 50 }, () => options("race@example.com")));
    const all = await Promise.all(
      begun.map(({ ceremonyId, options: asked }) => {
        const response = new SoftwareAuthenticator().create(asked.challenge);
        return world.ask(createSession, { body: { ceremonyId, response } });
      }),
    );
    expect(all.filter(({ status }) => status === 201)).toHaveLength(1);
  });
});

test("there are at least fifty of them", () => {
  expect(USES.length + CREATIONS.length).toBeGreaterThanOrEqual(50);
});

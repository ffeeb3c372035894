/**
 * Every secret there is, planted in a whole run that signs up, trades, recovers and fails in every way: none
 * is in a log line, an error, an answer it does not belong to, an address, or a stored row.
 */
import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { createPool } from "@/lib/server/database/pools";
import { createLog } from "@/lib/server/log";
import { findApp, registerApp } from "@/lib/server/oauth/apps";
import { grantCode } from "@/lib/server/oauth/grants";
import { silentLog } from "@/lib/server/testing/door-world";
import { SoftwareAuthenticator } from "@/lib/server/testing/software-authenticator";
import { createKey } from "./api/key-routes";
import { beginAction, beginCeremony } from "./api/passkey-routes";
import { beginRecoveryRoute, makeCodes } from "./api/recovery-routes";
import {
  createSession,
  createSocketTicket,
  currentSession,
  deleteSession,
  refreshSession,
} from "./api/session-routes";
import { answerTokenRequest } from "./oauth-token";
import { handleProgramRequest } from "./table";
import { createIdentityWorld, type Person } from "./testing/identity-world";

const world = await createIdentityWorld();
const lines: string[] = [];
const sink = new Writable({
  write: (chunk, _, done) => {
    lines.push(String(chunk));
    done();
  },
});
/** The product's own logger, at its most talkative, into memory. */
const deps = { ...world.deps, log: createLog("web", "trace", sink) };
(world as { deps: typeof deps }).deps = deps;

const as = ({ cookie }: Pick<Person, "cookie">) => ({ headers: { cookie } });
const REDIRECT = "https://bot.example/back";

async function proofOf(person: Person, action: object) {
  const { body } = await world.ask(beginAction, { ...as(person), body: { action } });
  return { stepUpId: body.stepUpId, response: person.device.get(body.options.challenge) };
}

/** Answers to requests that carry secrets and are refused, or fail for a bug. */
const told: string[] = [];
const note = <T extends { text: string }>(answer: T): T => {
  told.push(answer.text);
  return answer;
};

async function program(headers: Record<string, string>, path = "/v2/account", body?: string) {
  const init = body === undefined ? { headers } : { headers, method: "POST", body };
  const response = await handleProgramRequest(deps, new Request(`http://raxx.test${path}`, init));
  const text = (await response?.text()) ?? "";
  told.push(text, JSON.stringify([...(response?.headers ?? [])]));
}

async function everySecret(): Promise<Record<string, string>> {
  const pat = await world.signUp();
  const terms = { name: "Bot", scopes: ["read", "trade"], expiresInDays: null, allowedIps: [] };
  const proof = await proofOf(pat, { kind: "api_key.create", terms });
  const made = await world.ask(createKey, { ...as(pat), body: { terms, proof } });
  const codesProof = await proofOf(pat, { kind: "recovery_codes.make" });
  const codes = await world.ask(makeCodes, { ...as(pat), body: { proof: codesProof } });
  const owner = createPool(world.door.url, "raxx_owner", silentLog);
  const app = await registerApp(owner, deps, { name: "Bot", redirectUris: [REDIRECT] });
  await owner.end();
  const found = await findApp(deps, app.clientId);
  if (found === null) throw new Error("it was registered");
  const consent = { app: found, scopes: ["read"] as const, redirectUri: REDIRECT };
  const code = await grantCode(deps, pat, { ...consent, accountId: pat.accountId });
  const { body: ceremony } = await world.ask(beginCeremony, { body: { email: pat.email } });
  const answer = { ceremonyId: ceremony.ceremonyId };
  const response = pat.device.get(ceremony.options.challenge);
  const signedIn = await world.askAsProgram(createSession, { body: { ...answer, response } });
  const ticket = await world.ask(createSocketTicket, as(pat));
  return {
    email: pat.email,
    cookie: pat.cookie.split("=")[1] ?? "",
    jwt: signedIn.body.token,
    keyId: made.body.key.keyId,
    secret: made.body.secret,
    recovery: codes.body.codes[0],
    oauthCode: code,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    ticket: ticket.body.ticket,
    assertion: String(response.response.signature),
  };
}

test("no secret of a whole run is in a log, an error, an address or a stored row", async () => {
  const all = await everySecret();
  const { email, keyId, clientId, ...secrets } = all;
  const pair = (secret: string) => ({
    "APCA-API-KEY-ID": keyId ?? "",
    "APCA-API-SECRET-KEY": secret,
  });
  const { secret = "", jwt = "", cookie = "", recovery = "", oauthCode = "" } = secrets;

  // Good credentials where something else is wrong, and credentials with a letter wrong.
  await program(pair(secret), "/v2/nope");
  await program(pair(secret), "/v2/orders", `{"symbol":"${secret}","qty":"${jwt}"}`);
  await program(pair(secret), "/v2/orders", `{"${secret}":`);
  await program(pair(`${secret}x`));
  await program({ authorization: `Bearer ${jwt}x` });
  await program({ authorization: `Bearer ${jwt}`, "raxx-account": recovery });
  await program({ authorization: `Bearer ${jwt}` }, `/v2/orders/${encodeURIComponent("a b")}`);
  for (const handler of [currentSession, refreshSession, deleteSession]) {
    const headers = { cookie: `raxx-session=${cookie}x` };
    note(await world.ask(handler, { headers, params: { id: "x" } }));
  }
  const body = { email: email ?? "", code: `${recovery.slice(0, -1)}!` };
  note(await world.ask(beginRecoveryRoute, { body }));
  note(await world.ask(beginRecoveryRoute, { body: { email, code: recovery } }));
  note(await world.ask(createSession, { body: { ceremonyId: jwt.slice(0, 60), response: {} } }));
  note(await world.ask(createSession, { body: `{"${secret}":` }));
  note(await world.ask(createSession, { body: { [cookie.slice(0, 30)]: 1 } }));
  const device = new SoftwareAuthenticator();
  const { body: begun } = await world.ask(beginCeremony, { body: { email } });
  const response = device.get(begun.options.challenge);
  note(await world.ask(createSession, { body: { ceremonyId: begun.ceremonyId, response } }));

  const form = {
    ...{ grant_type: "authorization_code", client_id: clientId ?? "", redirect_uri: REDIRECT },
    ...{ code: oauthCode, client_secret: secrets.clientSecret ?? "" },
  };
  for (const part of [{ client_secret: `${form.client_secret}x` }, { redirect_uri: "x" }]) {
    const init = { method: "POST", body: new URLSearchParams({ ...form, ...part }) };
    const answer = await answerTokenRequest(
      deps,
      new Request("http://raxx.test/oauth/token", init),
    );
    told.push(await answer.text());
  }

  // A bug in the middle of a request that carries everything: the log may say where, not with what.
  const broken = { ...deps, webPool: failing(), prisma: failing() } as never;
  const request = () =>
    new Request("http://localhost:3000/api/test", { headers: { authorization: `Bearer ${jwt}` } });
  told.push(await (await currentSession(broken, request())).text());
  const programs = new Request("http://raxx.test/v2/account", { headers: pair(secret) });
  told.push((await (await handleProgramRequest(broken, programs))?.text()) ?? "");

  expect(lines.length).toBeGreaterThanOrEqual(2);
  for (const line of lines) expect(Object.keys(JSON.parse(line))).toContain("time");
  const stored = await everyRow();
  for (const [name, value] of Object.entries(secrets)) {
    expect(value.length, name).toBeGreaterThan(20);
    for (const text of formsOf(value)) {
      expect(
        lines.filter((line) => line.includes(text)),
        `${name} in a log`,
      ).toEqual([]);
      expect(
        told.filter((answer) => answer.includes(text)),
        `${name} in an answer`,
      ).toEqual([]);
      if (name !== "assertion")
        expect(
          stored.filter((row) => row.includes(text)),
          `${name} in a row`,
        ).toEqual([]);
    }
  }
  expect(lines.filter((line) => line.includes(email ?? ""))).toEqual([]);
});

/** A secret as it is, and as others write it down. */
function formsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const plain = value.replaceAll("-", "");
  return [value, plain, encodeURIComponent(value), bytes.toString("base64"), bytes.toString("hex")];
}

/** A store that fails and knows nothing of what it was asked with. */
function failing() {
  return new Proxy(
    {},
    {
      get: () => () => {
        throw new TypeError("a bug");
      },
    },
  );
}

async function everyRow(): Promise<readonly string[]> {
  const { rows: tables } = await world.door.admin.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await world.door.admin.query<{ text: string }>(
      `SELECT t::text AS text FROM ${name} t`,
    );
    texts.push(...rows.map(({ text }) => text));
  }
  return texts;
}

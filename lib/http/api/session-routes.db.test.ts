/** `/api/sessions` as a browser and as a program use it, on a real database. */
import { expect, test } from "vitest";
import { redeemSocketTicket } from "@/lib/server/identity/socket-ticket";
import { SoftwareAuthenticator } from "@/lib/server/testing/software-authenticator";
import { cookieOf, createIdentityWorld, type Person } from "../testing/identity-world";
import { beginCeremony } from "./passkey-routes";
import {
  beginStepUp,
  createSession,
  createSocketTicket,
  currentSession,
  deleteCurrentSession,
  deleteOtherSessions,
  deleteSession,
  finishStepUp,
  listOwnSessions,
  refreshSession,
} from "./session-routes";

const world = await createIdentityWorld();
const as = ({ cookie }: Pick<Person, "cookie">) => ({ headers: { cookie } });

async function statusOf(person: Pick<Person, "cookie">): Promise<number> {
  return (await world.ask(currentSession, { method: "GET", ...as(person) })).status;
}

/** Confirms with the person's passkey; answers the new cookie. */
async function stepUp(person: Person): Promise<string> {
  const { body } = await world.ask(beginStepUp, as(person));
  const response = person.device.get(body.options.challenge);
  const done = await world.ask(finishStepUp, {
    ...as(person),
    body: { ceremonyId: body.ceremonyId, response },
  });
  expect(done.status).toBe(200);
  return cookieOf(done);
}

/** Moves the last confirmation of a session into the past. */
async function forget(person: Person): Promise<void> {
  await world.door.admin.query(
    "UPDATE sessions SET authenticated_at = now() - interval '5 minutes 1 second' WHERE id = $1",
    [person.sessionId],
  );
}

test("a sign-up gives a browser a cookie and never the token", async () => {
  const pat = await world.signUp();
  const again = await world.ask(currentSession, { method: "GET", ...as(pat) });
  expect(again.body.session).toMatchObject({ id: pat.sessionId, email: pat.email, tier: "free" });
  expect(again.headers.get("cache-control")).toBe("no-store");
  const { body } = await world.ask(beginCeremony, { body: { email: pat.email } });
  const response = pat.device.get(body.options.challenge);
  const made = await world.ask(createSession, { body: { ceremonyId: body.ceremonyId, response } });
  expect(made.headers.get("set-cookie")).toMatch(
    /^raxx-session=[\w.-]+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/,
  );
  expect(made.text).not.toContain(cookieOf(made).split("=")[1]);
  expect(made.body.token).toBeUndefined();
});

test("a program is given the token, uses it as a bearer and exchanges it", async () => {
  const pat = await world.signUp();
  const { body } = await world.ask(beginCeremony, { body: { email: pat.email } });
  const response = pat.device.get(body.options.challenge);
  const made = await world.askAsProgram(createSession, {
    body: { ceremonyId: body.ceremonyId, response },
  });
  expect(made.status).toBe(201);
  expect(made.headers.get("set-cookie")).toBeNull();
  expect(made.body).toMatchObject({ tokenType: "Bearer", expiresInSeconds: 600 });
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const read = await world.askAsProgram(currentSession, {
    method: "GET",
    headers: bearer(made.body.token),
  });
  expect(read.body.session.id).toBe(made.body.session.id);
  const next = await world.askAsProgram(refreshSession, { headers: bearer(made.body.token) });
  expect(next.status).toBe(200);
  expect(next.body.session.authenticatedAtMs).toBe(made.body.session.authenticatedAtMs);
  expect(next.body.token).not.toBe(made.body.token);
});

test("the list shows device, neighbourhood and times, the current one first", async () => {
  const pat = await world.signUp();
  await world.signInAgain(pat);
  const { body } = await world.ask(listOwnSessions, { method: "GET", ...as(pat) });
  expect(body.sessions).toHaveLength(2);
  expect(body.sessions[0]).toMatchObject({ id: pat.sessionId, current: true, device: "a program" });
  expect(body.sessions[1]).toMatchObject({ current: false });
  expect(body.sessions[0].ipPrefix).toMatch(/^198\.51\.\d+\.0\/24$/);
});

test("another session ends only after a fresh passkey, and is refused on its next request", async () => {
  const pat = await world.signUp();
  const phone = await world.signInAgain(pat);
  await forget(pat);
  const ask = (cookie: string, id: string) =>
    world.ask(deleteSession, { method: "DELETE", headers: { cookie }, params: { id } });
  const stale = await ask(pat.cookie, phone.sessionId);
  expect(stale.status).toBe(401);
  expect(stale.body.code).toBe("step_up_required");
  expect(stale.headers.get("www-authenticate")).toContain("insufficient_user_authentication");
  expect(await statusOf(phone)).toBe(200);

  const cookie = await stepUp(pat);
  expect(await statusOf(pat)).toBe(401); // the token of before the step-up
  expect((await ask(cookie, phone.sessionId)).status).toBe(204);
  expect(await statusOf(phone)).toBe(401);
  expect(await statusOf({ cookie })).toBe(200);
});

test("foreign and missing sessions answer the same, and nothing happens", async () => {
  const [pat, eve] = [await world.signUp(), await world.signUp()];
  const answers = [];
  for (const id of [pat.sessionId, "018f5e2e-0000-7000-8000-000000000001", "x", "", "'; --"]) {
    const asked = { method: "DELETE", ...as(eve), params: { id } };
    const { status, text } = await world.ask(deleteSession, asked);
    answers.push(`${status} ${text}`);
  }
  expect(new Set(answers)).toEqual(
    new Set(['404 {"code":"not_found","message":"There is no such session."}']),
  );
  expect(await statusOf(pat)).toBe(200);
});

test("all others end together; signing out clears the browser", async () => {
  const pat = await world.signUp();
  const others = [await world.signInAgain(pat), await world.signInAgain(pat)];
  const ended = await world.ask(deleteOtherSessions, { method: "DELETE", ...as(pat) });
  expect(ended.body).toEqual({ revoked: 2 });
  expect(await Promise.all(others.map(statusOf))).toEqual([401, 401]);
  const out = await world.ask(deleteCurrentSession, { method: "DELETE", ...as(pat) });
  expect(out.status).toBe(204);
  expect(out.headers.get("set-cookie")).toContain("Max-Age=0");
  expect(out.headers.get("clear-site-data")).toContain("storage");
  expect(await statusOf(pat)).toBe(401);
});

test("a step-up is the same session's, once", async () => {
  const pat = await world.signUp();
  const phone = await world.signInAgain(pat);
  const { body } = await world.ask(beginStepUp, as(pat));
  const answer = { ceremonyId: body.ceremonyId, response: pat.device.get(body.options.challenge) };
  expect((await world.ask(finishStepUp, { ...as(phone), body: answer })).status).toBe(401);
  // It was spent by the wrong session: also the right one cannot use it any more.
  expect((await world.ask(finishStepUp, { ...as(pat), body: answer })).status).toBe(401);
});

test("of a thousand uses of one assertion one wins", async () => {
  const pat = await world.signUp(new SoftwareAuthenticator({ counts: true }));
  let won = 0;
  for (let round = 0; round < 10; round += 1) {
    const { body } = await world.ask(beginCeremony, { body: { email: pat.email } });
    const answer = {
      ceremonyId: body.ceremonyId,
      response: pat.device.get(body.options.challenge),
    };
    const all = await Promise.all(
      Array.from({ length: 100 }, () => world.ask(createSession, { body: answer })),
    );
    won += all.filter(({ status }) => status === 201).length;
  }
  expect(won).toBe(10);
}, 120_000);

test("a socket ticket works once and dies with its session", async () => {
  const pat = await world.signUp();
  const ticketOf = async () => (await world.ask(createSocketTicket, as(pat))).body.ticket as string;
  const ticket = await ticketOf();
  const all = await Promise.all(
    Array.from({ length: 50 }, () => redeemSocketTicket(world.deps, ticket)),
  );
  expect(all.filter((reading) => reading !== null)).toHaveLength(1);
  const late = await ticketOf();
  await world.ask(deleteCurrentSession, { method: "DELETE", ...as(pat) });
  expect(await redeemSocketTicket(world.deps, late)).toBeNull();
  expect(await redeemSocketTicket(world.deps, "raxx:ceremony:x")).toBeNull();
});

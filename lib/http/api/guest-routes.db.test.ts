/** Guests: a day, one account, no keys and no programs; a passkey makes a user of them and changes nothing else. */
import { expect, test } from "vitest";
import { findGrant } from "@/lib/server/identity/find-grant";
import { order, submit } from "@/lib/server/testing/door-world";
import { simpleDraft } from "@/lib/server/testing/drafts";
import { SoftwareAuthenticator } from "@/lib/server/testing/software-authenticator";
import { cookieOf, createIdentityWorld } from "../testing/identity-world";
import { beginUpgrade, createGuest, finishUpgrade } from "./guest-routes";
import { beginAction, beginCeremony, beginPasskey } from "./passkey-routes";
import { currentSession, deleteOtherSessions, refreshSession } from "./session-routes";

const world = await createIdentityWorld();
world.door.market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });
const HOUR = 3_600_000;

interface Guest {
  readonly cookie: string;
  readonly accountId: string;
  readonly userId: string;
}

async function newGuest(): Promise<Guest> {
  const made = await world.ask(createGuest);
  expect(made.status).toBe(201);
  const { id, accountId } = made.body.session;
  const { rows } = await world.door.admin.query("SELECT user_id FROM sessions WHERE id = $1", [id]);
  return { cookie: cookieOf(made), accountId, userId: rows[0].user_id };
}

const as = ({ cookie }: Pick<Guest, "cookie">) => ({ headers: { cookie } });
let addresses = 0;
const newAddress = () => `guest-${process.pid}-${Date.now()}-${addresses++}@example.com`;

async function upgrade(guest: Guest, email = newAddress(), device = new SoftwareAuthenticator()) {
  const begun = await world.ask(beginUpgrade, { ...as(guest), body: { email } });
  const response = device.create(begun.body.options?.challenge ?? "");
  return world.ask(finishUpgrade, {
    ...as(guest),
    body: { ceremonyId: begun.body.ceremonyId, response },
  });
}

test("a guest has an account and a session that end within a day", async () => {
  const guest = await newGuest();
  const { body } = await world.ask(currentSession, { method: "GET", ...as(guest) });
  expect(body.session).toMatchObject({ email: null, accountId: guest.accountId, tier: "free" });
  expect(body.session.endsAtMs - Date.now()).toBeLessThanOrEqual(24 * HOUR);
  const renewed = await world.ask(refreshSession, as(guest));
  expect(renewed.body.session.endsAtMs).toBe(body.session.endsAtMs);
  await world.door.admin.query(
    "UPDATE users SET guest_until = now() - interval '1 second' WHERE id = $1",
    [guest.userId],
  );
  expect((await world.ask(currentSession, { method: "GET", ...as(guest) })).status).toBe(401);
});

test("no keys, no step-up, no second passkey, nothing fresh, no programs", async () => {
  const guest = await newGuest();
  const terms = { name: "bot", scopes: ["read"], expiresInDays: null, allowedIps: [] };
  const action = { kind: "api_key.create", terms };
  const answers = [
    await world.ask(beginAction, { ...as(guest), body: { action } }),
    await world.ask(beginPasskey, as(guest)),
    await world.ask(deleteOtherSessions, { method: "DELETE", ...as(guest) }),
    await world.askAsProgram(createGuest),
  ];
  expect(answers.map(({ body }) => body.code)).toEqual([
    "forbidden",
    "forbidden",
    "step_up_required",
    "forbidden",
  ]);
  const token = guest.cookie.slice("raxx-session=".length);
  expect(await findGrant(world.deps, { kind: "bearer", token })).toBeNull();
});

test("a passkey keeps the account: same user, same account, same ledger, a new session", async () => {
  const guest = await newGuest();
  const draft = simpleDraft("AAPL");
  const account = { ...guest, feed: "delayed" as const };
  await submit(world.door.newDoor(), account, draft);
  await order(world.door.newDoor(), account, "match_order", draft.id);
  const ledger = async () =>
    (
      await world.door.admin.query(
        "SELECT version, leg, amount_micros FROM mbt_ledger_entries WHERE account_id = $1 ORDER BY 1, 2",
        [guest.accountId],
      )
    ).rows;
  const before = await ledger();
  expect(before.length).toBeGreaterThan(2);
  const [email, device] = [newAddress(), new SoftwareAuthenticator()];
  const done = await upgrade(guest, email, device);
  expect(done.status).toBe(201);
  expect(done.body.session).toMatchObject({
    email,
    accountId: guest.accountId,
    guestUntilMs: null,
  });
  expect(await ledger()).toEqual(before);
  expect((await world.ask(currentSession, { method: "GET", ...as(guest) })).status).toBe(401);
  const again = await world.ask(beginCeremony, { body: { email } });
  expect(again.body.ceremony).toBe("authenticate");
  const twice = await world.ask(beginUpgrade, {
    headers: { cookie: cookieOf(done) },
    body: { email: newAddress() },
  });
  expect(twice.body.code).toBe("conflict");
});

test("an address that is taken, a passkey that is taken and another's ceremony keep nothing", async () => {
  const pat = await world.signUp();
  const [guest, other] = [await newGuest(), await newGuest()];
  expect((await upgrade(guest, pat.email)).status).toBe(400);
  expect((await upgrade(guest, newAddress(), pat.device)).status).toBe(400);
  const begun = await world.ask(beginUpgrade, { ...as(guest), body: { email: newAddress() } });
  const response = new SoftwareAuthenticator().create(begun.body.options.challenge);
  const body = { ceremonyId: begun.body.ceremonyId, response };
  expect((await world.ask(finishUpgrade, { ...as(other), body })).status).toBe(400);
  const { rows } = await world.door.admin.query(
    "SELECT count(*)::int AS n FROM users WHERE id = ANY($1) AND email IS NULL AND guest_until > now()",
    [[guest.userId, other.userId]],
  );
  expect(rows).toEqual([{ n: 2 }]);
});

test("of twenty guests who want one address at once, one gets it", async () => {
  const guests = await Promise.all(Array.from({ length: 20 }, () => newGuest()));
  const email = newAddress();
  const done = await Promise.all(guests.map((guest) => upgrade(guest, email)));
  expect(done.filter(({ status }) => status === 201)).toHaveLength(1);
});

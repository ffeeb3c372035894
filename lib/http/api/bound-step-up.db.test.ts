/** Actions that a passkey signs one by one: the right one works once, everything else does nothing. */
import { describe, expect, test } from "vitest";
import type { SoftwareAuthenticator } from "@/lib/server/testing/software-authenticator";
import { SoftwareAuthenticator as Device } from "@/lib/server/testing/software-authenticator";
import { createIdentityWorld, type Person } from "../testing/identity-world";
import { createKey, deleteKey, listKeys, rotateKey } from "./key-routes";
import {
  beginAction,
  beginPasskey,
  createPasskey,
  deletePasskey,
  listOwnPasskeys,
  patchPasskey,
} from "./passkey-routes";

const world = await createIdentityWorld();
const TERMS = { name: "Bot", scopes: ["read", "trade"], expiresInDays: null, allowedIps: [] };
const CREATE = { kind: "api_key.create", terms: TERMS };
const as = ({ cookie }: Pick<Person, "cookie">) => ({ headers: { cookie } });

/** A passkey's word for an action. */
async function sign(person: Person, action: object, device: SoftwareAuthenticator = person.device) {
  const { body } = await world.ask(beginAction, { ...as(person), body: { action } });
  return { stepUpId: body.stepUpId, response: device.get(body.options.challenge) };
}

const create = (person: Person, proof: unknown, terms: object = TERMS) =>
  world.ask(createKey, { ...as(person), body: { terms, proof } });

async function keysOf(person: Person): Promise<{ id: string; revokedAtMs: number | null }[]> {
  return (await world.ask(listKeys, { method: "GET", ...as(person) })).body.keys;
}

const passkeysOf = async (person: Person) =>
  (await world.ask(listOwnPasskeys, { method: "GET", ...as(person) })).body.passkeys;

/** Another passkey for the person. */
async function add(person: Person, device = new Device()) {
  const { body } = await world.ask(beginPasskey, as(person));
  device.userHandle = body.options.user.id;
  const response = device.create(body.options.challenge);
  const action = { kind: "passkey.add", ceremonyId: body.ceremonyId, name: null };
  const proof = await sign(person, action);
  const sent = { ceremonyId: body.ceremonyId, name: null, response, proof };
  return { device, added: await world.ask(createPasskey, { ...as(person), body: sent }) };
}

async function remove(person: Person, id: string, device = person.device) {
  const proof = await sign(person, { kind: "passkey.remove", id }, device);
  const asked = { method: "DELETE", ...as(person), params: { id }, body: { proof } };
  return world.ask(deletePasskey, asked);
}

test("a signed key is made once; the same word makes no second", async () => {
  const pat = await world.signUp();
  const proof = await sign(pat, CREATE);
  const made = await create(pat, proof);
  expect(made.status).toBe(200);
  expect(made.body.secret).toMatch(/^rxp_/);
  expect((await create(pat, proof)).body.code).toBe("step_up_required");
  expect(await keysOf(pat)).toHaveLength(1);
});

test("the same word twice, as by a second click, does not lock a key that counts", async () => {
  const pat = await world.signUp(new Device({ counts: true }));
  const proof = await sign(pat, CREATE);
  const twice = await Promise.all([create(pat, proof), create(pat, proof)]);
  expect(twice.map(({ status }) => status).sort()).toEqual([200, 401]);
  expect((await create(pat, proof)).status).toBe(401);
  expect(await passkeysOf(pat)).toMatchObject([{ locked: false }]);
  await world.signInAgain(pat);
});

describe("what was not signed exactly so makes nothing", () => {
  const others = {
    "another name": { ...TERMS, name: "Bot2" },
    "more rights": { ...TERMS, scopes: ["read", "trade", "account:write"] },
    "the rights in another order": { ...TERMS, scopes: ["trade", "read"] },
    "an end": { ...TERMS, expiresInDays: "30" },
    "an address": { ...TERMS, allowedIps: ["203.0.113.7"] },
  };
  test.each(Object.entries(others))("%s", async (_, terms) => {
    const pat = await world.signUp();
    const refused = await create(pat, await sign(pat, CREATE), terms);
    expect([refused.status, refused.body.code]).toEqual([401, "step_up_required"]);
    expect(await keysOf(pat)).toEqual([]);
  });

  test("another action", async () => {
    const pat = await world.signUp();
    const other = await sign(pat, { kind: "recovery_codes.make" });
    expect((await create(pat, other)).body.code).toBe("step_up_required");
  });

  test("another session of the same user", async () => {
    const pat = await world.signUp();
    const phone = await world.signInAgain(pat);
    expect((await create(phone, await sign(pat, CREATE))).status).toBe(401);
    expect(await keysOf(pat)).toEqual([]);
  });

  test("another user, with either's passkey", async () => {
    const [pat, eve] = [await world.signUp(), await world.signUp()];
    expect((await create(eve, await sign(pat, CREATE))).status).toBe(401);
    expect((await create(pat, await sign(pat, CREATE, eve.device))).status).toBe(401);
    expect([await keysOf(pat), await keysOf(eve)]).toEqual([[], []]);
  });

  test("a minute later", async () => {
    const pat = await world.signUp();
    const proof = await sign(pat, CREATE);
    world.clock.aheadMs = 60_001;
    const late = await create(pat, proof);
    world.clock.aheadMs = 0;
    expect(late.body.code).toBe("step_up_required");
  });

  test.each([
    ["no such step-up", { stepUpId: "018f5e2e-0000-7000-8000-000000000001" }],
    ["no id", { stepUpId: "'; --" }],
    ["no assertion", { response: {} }],
  ])("%s", async (_, part) => {
    const pat = await world.signUp();
    const proof = { ...(await sign(pat, CREATE)), ...part };
    expect((await create(pat, proof)).status).toBe(401);
    expect(await keysOf(pat)).toEqual([]);
  });
});

test("a copied key is locked by an action too", async () => {
  const pat = await world.signUp(new Device({ counts: true }));
  await world.signInAgain(pat);
  pat.device.counter = 0; // the copy counts from where it was made
  expect((await create(pat, await sign(pat, CREATE))).status).toBe(401);
  expect(await passkeysOf(pat)).toMatchObject([{ locked: true }]);
  expect(await keysOf(pat)).toEqual([]);
});

test("of a thousand uses of one word at once one wins", async () => {
  for (let person = 0; person < 4; person += 1) {
    const pat = await world.signUp();
    let won = 0;
    for (let round = 0; round < 10; round += 1) {
      const proof = await sign(pat, CREATE);
      const all = await Promise.all(Array.from({ length: 25 }, () => create(pat, proof)));
      won += all.filter(({ status }) => status === 200).length;
    }
    expect(won).toBe(10);
    expect(await keysOf(pat)).toHaveLength(10);
  }
}, 180_000);

test("an action that fails leaves its word unused", async () => {
  const pat = await world.signUp();
  const missing = "018f5e2e-0000-7000-8000-000000000001";
  const action = { kind: "api_key.revoke", id: missing };
  const asked = { method: "DELETE", ...as(pat), params: { id: missing } };
  const proof = await sign(pat, action);
  expect((await world.ask(deleteKey, { ...asked, body: { proof } })).status).toBe(404);
  const { rows } = await world.door.admin.query("SELECT used_at FROM step_ups WHERE id = $1", [
    proof.stepUpId,
  ]);
  expect(rows).toEqual([{ used_at: null }]);
});

test("keys are exchanged and revoked by their owner's word alone", async () => {
  const [pat, eve] = [await world.signUp(), await world.signUp()];
  const { id } = (await create(pat, await sign(pat, CREATE))).body.key;
  for (const [handler, kind, method] of [
    [rotateKey, "api_key.rotate", "POST"],
    [deleteKey, "api_key.revoke", "DELETE"],
  ] as const) {
    const body = { proof: await sign(eve, { kind, id }) };
    const refused = await world.ask(handler, { method, ...as(eve), params: { id }, body });
    expect(refused.text).toBe('{"code":"not_found","message":"There is no such key."}');
    const mine = { proof: await sign(pat, { kind, id }) };
    const done = await world.ask(handler, { method, ...as(pat), params: { id }, body: mine });
    expect(done.status).toBe(method === "POST" ? 200 : 204);
  }
});

describe("passkeys", () => {
  test("a second one is added, renamed, signs in, and the first can go", async () => {
    const pat = await world.signUp();
    const { device, added } = await add(pat);
    expect(added.status).toBe(200);
    const [first, second] = added.body.passkeys;
    expect([first.name, second.name]).toEqual(["Passkey", "Passkey 2"]);
    const asked = {
      method: "PATCH",
      ...as(pat),
      params: { id: second.id },
      body: { name: " Key " },
    };
    expect((await world.ask(patchPasskey, asked)).body.passkeys[1].name).toBe("Key");
    const phone = await world.signInAgain({ ...pat, device });
    expect((await remove(phone, first.id, device)).status).toBe(200);
    await expect(world.signInAgain(pat)).rejects.toThrow("could not sign in");
    expect(await passkeysOf(phone)).toHaveLength(1);
  });

  test("the last one that works stays", async () => {
    const pat = await world.signUp();
    const [only] = await passkeysOf(pat);
    expect((await remove(pat, only.id)).body.code).toBe("conflict");
  });

  test("of two that remove each other at once one stays", async () => {
    const pat = await world.signUp();
    const { device } = await add(pat);
    const [one, two] = await passkeysOf(pat);
    const answers = await Promise.all([remove(pat, two.id), remove(pat, one.id, device)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const { rows } = await world.door.admin.query(
      "SELECT count(*)::int AS n FROM passkeys WHERE user_id = $1 AND removed_at IS NULL",
      [pat.userId],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  test("another's is neither renamed nor removed", async () => {
    const [pat, eve] = [await world.signUp(), await world.signUp()];
    const [{ id }] = await passkeysOf(pat);
    const rename = { method: "PATCH", ...as(eve), params: { id }, body: { name: "x" } };
    expect((await world.ask(patchPasskey, rename)).status).toBe(404);
    expect((await remove(eve, id)).status).toBe(404);
    expect(await passkeysOf(pat)).toHaveLength(1);
  });

  test("a copied key is locked at its first old count, with both halves out", async () => {
    const pat = await world.signUp(new Device({ counts: true }));
    await world.signInAgain(pat);
    pat.device.counter = 0; // the copy counts from where it was made
    await expect(world.signInAgain(pat)).rejects.toThrow("could not sign in");
    pat.device.counter = 50;
    await expect(world.signInAgain(pat)).rejects.toThrow("could not sign in");
    expect((await passkeysOf(pat))[0].locked).toBe(true);
  });
});

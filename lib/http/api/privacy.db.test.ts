/** Export and erasure: everything of a person and of nobody else; what is erased is nowhere any more. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { unzipSync } from "fflate";
import { afterAll, describe, expect, test } from "vitest";
import { dueUsers, eraseUser } from "@/lib/server/privacy/erase-user";
import { isExportToken } from "@/lib/server/privacy/export-link";
import { ROW_PLACES } from "@/lib/server/privacy/personal-data";
import { order, submit } from "@/lib/server/testing/door-world";
import { simpleDraft } from "@/lib/server/testing/drafts";
import { rowsOf } from "@/lib/server/testing/owned-rows";
import { NOT_USER_OWNED, OWNED_TABLES } from "@/lib/server/testing/owned-tables";
import { limitsOf } from "../limits";
import type { SharedRateLimiter } from "../redis-rate-limit";
import { createIdentityWorld, type Person } from "../testing/identity-world";
import { beginAction, beginCeremony } from "./passkey-routes";
import {
  beginErasure,
  beginExport,
  sendExport,
  undoMailedErasure,
  undoOwnErasure,
} from "./privacy-routes";
import { currentSession } from "./session-routes";

const world = await createIdentityWorld();
const { door, deps } = world;
const dir = mkdtempSync(path.join(tmpdir(), "raxx-erase-"));
afterAll(() => rmSync(dir, { recursive: true }));
door.market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });
const retentionPool = door.pool("raxx_retention");
const eraseDeps = { ...deps, retentionPool, env: { RAXX_DATA_DIR: dir, SMTP_URL: undefined } };
const HOUR = 3_600_000;
const as = ({ cookie }: Pick<Person, "cookie">) => ({ headers: { cookie } });

/** Somebody with an account that traded and a working order. */
async function trader(): Promise<Person & { readonly working: string }> {
  const pat = await world.signUp();
  const account = { ...pat, feed: "delayed" as const };
  const [draft, resting] = [simpleDraft("AAPL"), simpleDraft("AAPL", { limit: "90.00" })];
  await submit(door.newDoor(), account, draft);
  await order(door.newDoor(), account, "match_order", draft.id);
  await submit(door.newDoor(), account, resting);
  return { ...pat, working: resting.id };
}

async function ask(pat: Person) {
  const action = { kind: "account.erase" };
  const { body } = await world.ask(beginAction, { ...as(pat), body: { action } });
  const proof = { stepUpId: body.stepUpId, response: pat.device.get(body.options.challenge) };
  return world.ask(beginErasure, { ...as(pat), body: { proof } });
}

async function makeDue({ userId }: Person): Promise<void> {
  await (limitsOf(deps).pages as SharedRateLimiter).share(); // what it would write a moment later
  await door.admin.query("UPDATE users SET erase_at = now() - interval '1 second' WHERE id = $1", [
    userId,
  ]);
}

async function run(pat: Person) {
  const due = (await dueUsers(retentionPool, 100)).find(({ id }) => id === pat.userId);
  return due === undefined ? null : eraseUser(eraseDeps, due);
}

/** Every row of every table that has one of these words in it. */
async function mentions(words: readonly string[]): Promise<readonly string[]> {
  const { rows: tables } = await door.admin.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await door.admin.query(
      `SELECT count(*)::int AS n FROM ${name} t WHERE t::text LIKE ANY ($1)`,
      [words.map((word) => `%${word}%`)],
    );
    if (rows[0].n > 0) found.push(`${name}: ${rows[0].n}`);
  }
  return found;
}

test("every table of the schema is a place of personal data, or said to be none", async () => {
  const { rows } = await door.admin.query<{ name: string; owned: boolean }>(
    `SELECT relname AS name, EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid
       AND a.attname IN ('user_id', 'account_id')) AS owned
     FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition`,
  );
  const places = ROW_PLACES.map(({ table }) => table);
  expect([...places, "users"].sort()).toEqual([...OWNED_TABLES].sort());
  expect(rows.map(({ name }) => name).sort()).toEqual(
    [...places, "users", ...NOT_USER_OWNED].sort(),
  );
  const owned = rows.filter((row) => row.owned).map(({ name }) => name);
  expect(owned.sort()).toEqual([...places].sort());
});

describe("export", () => {
  async function archiveOf(pat: Person) {
    const { body } = await world.ask(beginExport, as(pat));
    const request = new Request(`http://localhost:3000${body.path}`, as(pat));
    const answer = await sendExport(deps, request);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/zip"]);
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    const textOf = (name: string) => new TextDecoder().decode(files[name]);
    return { names: Object.keys(files), textOf, all: Object.keys(files).map(textOf).join("\n") };
  }

  test("has every place as JSON and CSV, all rows, labelled, and nothing of anybody else", async () => {
    const [pat, eve] = [await trader(), await trader()];
    const { names, textOf, all } = await archiveOf(pat);
    const told = ROW_PLACES.filter(({ about }) => about !== null).map(({ table }) => table);
    for (const table of [...told, "users"]) {
      expect(names).toEqual(expect.arrayContaining([`json/${table}.json`, `csv/${table}.csv`]));
      const parsed = JSON.parse(textOf(`json/${table}.json`));
      expect(parsed.simulated).toBe(true);
      expect(textOf(`csv/${table}.csv`).startsWith("simulated,")).toBe(true);
    }
    const { rows } = await door.admin.query(
      "SELECT count(*)::int AS n FROM mbt_events WHERE account_id = $1",
      [pat.accountId],
    );
    expect(JSON.parse(textOf("json/mbt_events.json")).rows).toHaveLength(rows[0].n);
    expect(textOf("csv/mbt_events.csv").trim().split("\r\n")).toHaveLength(rows[0].n + 1);
    expect(JSON.parse(textOf("json/users.json")).rows[0].email).toBe(pat.email);
    expect(textOf("README.txt")).toContain("results are hypothetical");
    for (const foreign of [eve.userId, eve.accountId, eve.email])
      expect(all).not.toContain(foreign);
  });

  test("has no secret: neither hashes nor the ids that tokens are made of", async () => {
    const pat = await trader();
    const { rows } = await door.admin.query(
      "SELECT token_id::text AS token FROM sessions WHERE user_id = $1",
      [pat.userId],
    );
    const { all } = await archiveOf(pat);
    expect(all).not.toContain(rows[0].token);
    expect(all).not.toMatch(/secret_hash|public_key|token_hash|code_hash|sealed/);
  });

  test("needs a passkey's word of the last five minutes, the link, and the session it was made for", async () => {
    const [pat, eve] = [await world.signUp(), await world.signUp()];
    const { body } = await world.ask(beginExport, as(pat));
    const open = (who: Person, link: string) =>
      sendExport(deps, new Request(`http://localhost:3000${link}`, as(who)));
    expect((await open(eve, body.path)).status).toBe(404);
    expect((await open(pat, `${body.path}x`)).status).toBe(404);
    expect((await open(pat, "/api/export")).status).toBe(404);
    world.clock.aheadMs = 16 * 60_000;
    // The session's own token is of ten minutes; what is asked here is the link.
    const token = body.path.split("token=")[1];
    expect(isExportToken(deps, pat.userId, token)).toBe(false);
    world.clock.aheadMs = 0;
    expect(isExportToken(deps, pat.userId, token)).toBe(true);
    await door.admin.query("UPDATE sessions SET authenticated_at = now() - interval '6 minutes'");
    expect((await world.ask(beginExport, as(pat))).body.code).toBe("step_up_required");
  });
});

describe("erasure", () => {
  test("ends everything at once and can be undone for seven days", async () => {
    const pat = await trader();
    const answer = await ask(pat);
    expect(answer.status).toBe(202);
    expect(answer.body.erasesAtMs - Date.now()).toBeGreaterThan(167 * HOUR);
    expect((await world.ask(currentSession, { method: "GET", ...as(pat) })).status).toBe(401);
    const orders = await door.admin.query("SELECT status FROM mbt_orders WHERE id = $1", [
      pat.working,
    ]);
    expect(orders.rows).toEqual([{ status: "canceled" }]);
    expect(await run(pat)).toBeNull(); // not due

    const back = await world.signInAgain(pat);
    const action = { kind: "account.erase" };
    const more = await world.ask(beginAction, { ...as(back), body: { action } });
    expect(more.body.code).toBe("forbidden");
    const { body } = await world.ask(currentSession, { method: "GET", ...as(back) });
    expect(body.session.erasesAtMs).toBe(answer.body.erasesAtMs);
    expect((await world.ask(undoOwnErasure, { method: "DELETE", ...as(back) })).status).toBe(204);
    expect((await world.ask(undoOwnErasure, { method: "DELETE", ...as(back) })).status).toBe(404);
    const after = await world.ask(currentSession, { method: "GET", ...as(back) });
    expect(after.body.session.erasesAtMs).toBeNull();
  });

  test("leaves nothing in any table, in Redis or in files, and a receipt that belongs to nobody", async () => {
    const [pat, eve] = [await trader(), await trader()];
    for (const [table, values] of Object.entries(rowsOf(pat.userId, pat.accountId))) {
      if (table === "oauth_grants") continue; // needs an app
      const columns = Object.keys(values);
      await door.admin.query(
        `INSERT INTO ${table} (${columns}) VALUES (${columns.map((_, n) => `$${n + 1}`)})`,
        Object.values(values),
      );
    }
    await world.ask(beginCeremony, { body: { email: pat.email } }); // in Redis
    mkdirSync(path.join(dir, "mail"), { recursive: true });
    for (const one of [pat, eve]) {
      writeFileSync(path.join(dir, `mail/${one.userId}.eml`), `To: ${one.email}\r\n\r\nx`);
    }
    const eves = await mentions([eve.userId, eve.accountId]);
    await ask(pat);
    await makeDue(pat);
    const erased = await run(pat);
    expect(erased).toMatchObject({ why: "asked", residue: {} });
    expect(await mentions([pat.userId, pat.accountId])).toEqual(["erased_subjects: 1"]);
    expect(await mentions([pat.email])).toEqual(["mails: 1"]);
    expect(await mentions([eve.userId, eve.accountId])).toEqual(eves);
    expect(readdirSync(path.join(dir, "mail"))).toEqual([`${eve.userId}.eml`]);
    const { rows } = await door.admin.query(
      "SELECT user_id, kind, detail ->> 'rows' AS n FROM mails WHERE address = $1",
      [pat.email],
    );
    expect(rows).toEqual([{ user_id: null, kind: "erased", n: String(erased?.rows) }]);
    const again = await world.ask(beginCeremony, { body: { email: pat.email } });
    expect(again.body.ceremony).toBe("register"); // somebody new
  });

  test("takes thousands of rows in batches, and goes on where a run was cut short", async () => {
    const pat = await trader();
    await door.admin.query(
      `INSERT INTO data_usage_days (user_id, day, feed)
       SELECT $1, date '2020-01-01' + n, 'sip' FROM generate_series(1, 2300) n`,
      [pat.userId],
    );
    await ask(pat);
    await makeDue(pat);
    const { rows } = await retentionPool.query(
      "SELECT retention_erase_rows($1, 'data_usage_days', 500) AS gone",
      [pat.userId],
    );
    expect(rows).toEqual([{ gone: 500 }]);
    const [one, two] = await Promise.all([run(pat), run(pat)]);
    expect([one?.residue, two?.residue]).toEqual([{}, {}]);
    expect(await mentions([pat.userId])).toEqual(["erased_subjects: 1"]);
  });

  test("a guest goes the same way when the day is over, without a receipt", async () => {
    const pat = await trader();
    await door.admin.query(
      "UPDATE users SET email = NULL, guest_until = now() - interval '1 second' WHERE id = $1",
      [pat.userId],
    );
    expect(await run(pat)).toMatchObject({ why: "guest", residue: {} });
    expect(await mentions([pat.userId, pat.accountId])).toEqual(["erased_subjects: 1"]);
  });

  test("nobody else can be erased, nor any table that is not of users", async () => {
    const pat = await trader();
    const erase = (table: string, who = pat.userId) =>
      retentionPool.query("SELECT retention_erase_rows($1, $2, 10)", [who, table]);
    await expect(erase("mbt_events")).rejects.toThrow("nothing of this user is due");
    await ask(pat);
    await expect(erase("mbt_events")).rejects.toThrow("nothing of this user is due");
    await makeDue(pat);
    for (const table of ["instruments", "signing_keys", "users; DROP TABLE users", "pg_class"]) {
      await expect(erase(table)).rejects.toThrow("no table of users");
    }
    const web = door.pool("raxx_web");
    await expect(
      web.query("SELECT retention_finish_erasure($1, 0, $1)", [pat.userId]),
    ).rejects.toThrow(/permission denied/);
    await run(pat);
  });

  test.each(["", "x", "A".repeat(43)])("a link that is none undoes nothing: %s", async (token) => {
    const answer = await world.ask(undoMailedErasure, { body: { token } });
    expect([answer.status, answer.body.code]).toEqual([401, "unauthenticated"]);
  });
});

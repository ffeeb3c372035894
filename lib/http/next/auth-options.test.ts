import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { authOptions } from "./auth-options";

type Authorize = (credentials: object, request: object) => Promise<unknown>;

const ROUTE = "POST /api/auth/callback/passkey";
const holder = globalThis as { raxxDeps?: unknown };
const lines: Record<string, unknown>[] = [];
let isWithin: boolean | Error = true;

beforeEach(() => {
  lines.length = 0;
  isWithin = true;
  const away = () => Promise.reject(new Error("redis is away"));
  const write = (fields: Record<string, unknown>, msg: string) => lines.push({ ...fields, msg });
  holder.raxxDeps = {
    env: { RAXX_ORIGIN: "http://localhost:3000", NEXTAUTH_SECRET: "a-secret-of-the-tests" },
    clock: { nowMs: () => 0 },
    log: { info: write, warn: write, error: write },
    // Tries are counted in the database while Redis cannot; there is no ceremony of any id.
    redis: { evalsha: away, eval: away, get: away, set: away, getdel: async () => null },
    webPool: {
      query: async () => {
        if (isWithin instanceof Error) throw isWithin;
        return { rows: [{ ok: isWithin }] };
      },
    },
  };
});
afterEach(() => {
  delete holder.raxxDeps;
  vi.restoreAllMocks();
});

function signIn(response = "{}") {
  const options: unknown = authOptions().providers[0]?.options;
  const { authorize } = options as { readonly authorize: Authorize };
  const headers = { "x-raxx-client-ip": "192.0.2.77" };
  return authorize({ ceremonyId: "018f5e2e-0000-7000-8000-000000000001", response }, { headers });
}

const refused = () => lines.filter(({ msg }) => msg === "refused");

test.each(["{}", "{"])(
  "an answer to no ceremony, %s, signs nobody in and leaves a line",
  async (text) => {
    expect(await signIn(text)).toBeNull();
    expect(refused()).toMatchObject([
      { surface: "page", status: 401, route: ROUTE, place: "192.0.2.0/24", userId: null },
    ]);
  },
);

test("one try too many is refused in words of ours, and leaves a line", async () => {
  isWithin = false;
  await expect(signIn()).rejects.toThrow("Too many tries. Wait a minute, then try again.");
  expect(refused()).toMatchObject([{ status: 429, route: ROUTE }]);
});

test("what cannot be counted lets nobody in; it is a failure and no refusal", async () => {
  isWithin = new Error("connection terminated");
  await expect(signIn()).rejects.toThrow("Raxx cannot check this right now");
  expect(refused()).toEqual([]);
});

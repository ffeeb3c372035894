/**
 * Thousands of requests over the whole table, some of which make sense: none is answered with a 5xx, and
 * every answer keeps to the contract of its route. What a handler reads of a query is what is declared.
 */
import fc from "fast-check";
import { beforeAll, expect, test, vi } from "vitest";
import type { Deps } from "@/lib/server/deps";
import { handleProgramRequest, ROUTES } from "./table";
import { type AnyRequest, anyRequest } from "./testing/any-request";
import { contractFaults } from "./testing/contract-faults";
import { createProgramWorld, type Trader } from "./testing/program-world";

const RUNS = 5_000;
/** Fresh limits after so many calls, and a fresh account: it may have only so many orders and lists. */
const CALLS_EACH = 400;
/** Streams go on for ever; their own tests read them. */
const ASKED = ROUTES.filter(({ contract }) => contract.mediaType !== "text/event-stream");

const world = await createProgramWorld();
let trader: Trader;
let deps: Deps;
let calls = 0;

beforeAll(renew);

async function renew(): Promise<void> {
  trader = await world.newTrader(`fuzz-${calls}@raxx.test`, { tier: "pro_plus" });
  // Limits are counted by the dependencies they are reached through.
  deps = { ...world.deps };
}

/** The names each route was seen to read from its query. */
const read = new Map<string, Set<string>>();
/** The routes that found a question to make sense. */
const answered = new Set<string>();
let asking = "";
const proto = URLSearchParams.prototype;
const { get, getAll, has } = proto;
const noted = (name: string) => read.set(asking, (read.get(asking) ?? new Set()).add(name));
vi.spyOn(proto, "get").mockImplementation(function (this: URLSearchParams, name) {
  noted(name);
  return get.call(this, name);
});
vi.spyOn(proto, "getAll").mockImplementation(function (this: URLSearchParams, name) {
  noted(name);
  return getAll.call(this, name);
});
vi.spyOn(proto, "has").mockImplementation(function (this: URLSearchParams, name) {
  noted(name);
  return has.call(this, name);
});

async function send({ method, pattern, path, body }: AnyRequest) {
  calls += 1;
  if (calls % CALLS_EACH === 0) await renew();
  asking = `${method} ${pattern}`;
  const init = { method, headers: trader.keys, ...(body !== null && { body: body as BodyInit }) };
  const response = await handleProgramRequest(deps, new Request(`http://raxx.test${path}`, init));
  asking = "";
  if (response?.ok) answered.add(`${method} ${pattern}`);
  const text = (await response?.text()) ?? "";
  const isJson = response?.headers.get("content-type")?.startsWith("application/json") ?? false;
  const told: unknown = isJson ? JSON.parse(text) : text;
  return { status: response?.status ?? 0, body: text === "" ? null : told };
}

/** This world has no data account: what needs one says so, which is the one 5xx that is right. */
function isWithoutData(body: unknown): boolean {
  return JSON.stringify(body).includes("market data is starting");
}

test(`${RUNS} requests: no 5xx, no answer outside its contract`, { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(anyRequest(ASKED), async (request) => {
      const answer = await send(request);
      if (isWithoutData(answer.body)) return;
      if (typeof answer.body === "string") return; // an export as CSV
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500);
      expect(contractFaults(request.method, request.path, answer)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

const DECLARED = ASKED.flatMap(({ method, pattern, scope, contract }) => {
  const names = Object.keys(contract.query?.shape ?? {});
  return {
    method,
    pattern,
    scope,
    names,
    seen: () => read.get(`${method} ${pattern}`) ?? new Set(),
  };
});

test.each(DECLARED)("$method $pattern declares every name it reads", ({ names, seen }) => {
  expect([...seen()].filter((name) => !names.includes(name))).toEqual([]);
});

// A refusal ends the reading; what was answered has read all there is.
test.each(DECLARED)(
  "$method $pattern reads every name it declares",
  ({ names, seen, ...route }) => {
    if (!answered.has(`${route.method} ${route.pattern}`)) return;
    expect(names.filter((name) => !seen().has(name))).toEqual([]);
  },
);

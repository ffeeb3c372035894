/** Every number of every server action and of the page's API: what is no decimal is refused, and nothing changes. */
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Deps } from "@/lib/server/deps";
import { KeyTerms } from "@/lib/wire/raxx/step-up";
import type { ActionResult } from "@/lib/wire/raxx/ticket";
import { NO_DECIMALS } from "../testing/no-decimals";
import { footprint, type Owned, ownEverything } from "../testing/program-objects";
import { type Headers as Given, letIn } from "../testing/program-people";
import { createProgramWorld, type Trader } from "../testing/program-world";
import { openNewAccount, resetOwnAccount } from "./account-actions";
import { changeWorking, placeTicket, previewTicket } from "./actions";

const ORIGIN = "http://localhost:3000";
let asking = new Headers();
vi.mock("next/headers", () => ({
  headers: async () => asking,
  cookies: async () => ({ set: () => undefined }),
}));

const world = await createProgramWorld();
const holder = globalThis as { raxxDeps?: Deps };
let trader: Trader;
let owned: Owned;
let traders = 0;

beforeEach(async () => {
  traders += 1;
  const env = { ...world.deps.env, RAXX_ORIGIN: ORIGIN };
  holder.raxxDeps = { ...world.deps, env };
  trader = await world.newTrader(`action-numbers-${traders}@raxx.test`, { tier: "pro_plus" });
  owned = await ownEverything(world, trader);
  const { "a session": session = {} } = await letIn(world, trader);
  asking = new Headers({ origin: ORIGIN, ...(session as Given) });
});
afterAll(() => {
  delete holder.raxxDeps;
});

type Send = (value: unknown) => Promise<ActionResult<unknown>>;
let tickets = 0;
const ticket = (part: (value: unknown) => object) => (value: unknown) => {
  tickets += 1;
  const terms = { clientOrderId: `n-${tickets}`, type: "limit", timeInForce: "day", qty: "1" };
  const legs = [{ symbol: "AAPL", side: "buy", ratio: 1 }];
  return { ...terms, limit: "90", legs, ...part(value) };
};
const TICKETS = {
  qty: ticket((qty) => ({ qty })),
  limit: ticket((limit) => ({ limit })),
  stop: ticket((stop) => ({ type: "stop", limit: null, stop })),
  trail: ticket((trail) => ({ type: "trailing_stop", limit: null, trail })),
  takeProfit: ticket((takeProfit) => ({ takeProfit, stopLoss: "80" })),
  stopLoss: ticket((stopLoss) => ({ takeProfit: "120", stopLoss })),
  "legs[].ratio": ticket((ratio) => ({ legs: [{ symbol: "AAPL", side: "buy", ratio }] })),
};
const FORM = { name: "More", kind: "margin", profile: "standard" };
const on = () => trader.accountId;

const FIELDS: { readonly [field: string]: Send } = {
  ...Object.fromEntries(
    Object.entries(TICKETS).flatMap(([field, make]): readonly (readonly [string, Send])[] => [
      [`placeAction ${field}`, (value) => placeTicket(on(), make(value))],
      [`previewAction ${field}`, (value) => previewTicket(on(), make(value))],
    ]),
  ),
  ...Object.fromEntries(
    ["qty", "limit", "stop"].map((field): readonly [string, Send] => [
      `changeAction ${field}`,
      (value) => changeWorking(on(), { orderId: owned.order, [field]: value }),
    ]),
  ),
  "openAccountAction startingCash": (startingCash) => openNewAccount({ ...FORM, startingCash }),
  "resetAccountAction startingCash": (startingCash) =>
    resetOwnAccount({ ...RESET, id: on(), epoch: 1, startingCash }),
  "resetAccountAction epoch": (epoch) =>
    resetOwnAccount({ ...RESET, id: on(), startingCash: "50000", epoch }),
};
const RESET = { kind: "margin", profile: "standard" };

/** What the wire of a server action can carry and JSON cannot. */
const OTHER_VALUES: readonly unknown[] = [
  ...[Number.NaN, Number.POSITIVE_INFINITY, -1, -0, 1.5, 1e21, 2 ** 53, 10n, -10n, true, null],
  ...[[], ["1"], {}, { toString: "1" }, new Date(0), new Map([["1", "1"]]), /1/, Symbol.iterator],
];

/** A trail may be a percentage; an option that is left out is no number at all. */
const isFine = (field: string, value: unknown) =>
  (field.includes("trail") && value === "1%") || value === undefined;

describe.each(Object.entries(FIELDS))("%s", (field, send) => {
  test("takes nothing that is no number", { timeout: 120_000 }, async () => {
    const before = await footprint(world, trader.userId);
    for (const value of [...NO_DECIMALS, ...OTHER_VALUES]) {
      if (isFine(field, value)) continue;
      const answer = await send(value);
      expect([value, answer.ok]).toEqual([value, false]);
      const { message } = answer as { message: string };
      expect(message).not.toContain("on our side");
    }
    expect(await footprint(world, trader.userId)).toBe(before);
  });
});

test("the days of a key are whole and few", () => {
  const terms = { name: "Bot", scopes: ["read"], allowedIps: [] };
  const accepted = [...NO_DECIMALS, ...OTHER_VALUES]
    .filter((value) => value !== null)
    .filter((expiresInDays) => KeyTerms.safeParse({ ...terms, expiresInDays }).success);
  expect(accepted).toEqual([]);
  expect(KeyTerms.safeParse({ ...terms, expiresInDays: "30" }).success).toBe(true);
});

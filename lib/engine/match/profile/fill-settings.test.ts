/** Settings of an account: defaults, ranges, and that a change is an event of its own. */
import { describe, expect, test } from "vitest";
import { decide } from "../../account/decide";
import { replay } from "../../account/replay";
import { decodeState, encodeState } from "../../account/state-codec";
import type { AccountEvent } from "../../event/event";
import { account, run } from "../../testing/builders";
import { marketOf } from "../../testing/market";
import { DEFAULT_SETTINGS, findSettingsFault } from "./fill-settings";

const OFF = { seed: 0, latencyMs: 0, slippageTicksMax: 0, improvementBps: 0, partialBps: 0 };

test.each([
  { change: {}, is: null },
  { change: { latencyMs: 60_000, improvementBps: 10_000, seed: 4_294_967_295 }, is: null },
  { change: { latencyMs: 60_001 }, is: { field: "latencyMs", max: 60_000 } },
  { change: { latencyMs: -1 }, is: { field: "latencyMs", max: 60_000 } },
  { change: { slippageTicksMax: 1.5 }, is: { field: "slippageTicksMax", max: 100 } },
  { change: { improvementBps: 10_001 }, is: { field: "improvementBps", max: 10_000 } },
  { change: { seed: 2 ** 32 }, is: { field: "seed", max: 4_294_967_295 } },
])("$change: $is", ({ change, is }) => {
  expect(findSettingsFault({ ...DEFAULT_SETTINGS, ...change })).toEqual(is);
});

describe("a change of settings", () => {
  const settings = { ...DEFAULT_SETTINGS, latencyMs: 250, seed: 7 };
  const change = { type: "change_settings", profile: "strict", settings, fees: "none" } as const;

  test("is kept in the state and its text", () => {
    const { state } = run(account(), change, marketOf());

    expect(state).toMatchObject({ profile: "strict", settings });
    expect(decodeState(encodeState(state)).settings).toEqual(settings);
  });

  test("switches the fees of later fills", () => {
    const { state } = run(account(), { ...change, fees: "regulatory" }, marketOf());

    expect([account().fees, state.fees]).toEqual(["none", "regulatory"]);
  });

  test("out of range is refused by name, and nothing changes", () => {
    const wild = { ...change, settings: { ...settings, partialBps: 20_000 } };

    expect(decide(account(), wild, marketOf())).toEqual({
      ok: false,
      error: { code: "setting_out_of_range", field: "partialBps", max: 10_000 },
    });
  });
});

test("an account from before there were settings replays with the defaults", () => {
  const opened: AccountEvent = {
    type: "account_opened",
    epoch: 1,
    kind: "margin",
    policy: "regt",
    profile: "standard",
    market: "sim",
    startingCashMicros: account().cashMicros,
    atMs: 0,
    rules: 1,
  };
  const state = replay("old", [opened]);
  const { settings, ...before } = JSON.parse(encodeState(state));

  expect(settings).toEqual(OFF);
  expect(decodeState(JSON.stringify(before)).settings).toEqual(state.settings);
});

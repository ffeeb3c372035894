/** Laws of the log: a baseline replaces what it folds, and every tampering is named. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalize } from "../canonical";
import type { AccountEvent } from "../event/event";
import { playMoves, someMoves } from "../testing/arbitraries";
import { account, IN_SESSION_MS } from "../testing/builders";
import { emptyAccount } from "./account-state";
import { baselineOf } from "./baseline";
import { evolveAll } from "./evolve";
import { encodeState } from "./state-codec";
import { type LogRow, verifyLog } from "./verify-log";

/** A chain that anybody can follow by eye: the length of all text so far. */
function hashOf(previous: string, version: number, payload: string): string {
  return `${Number(previous) + payload.length + version}`;
}
const PROOF = { genesisHash: "0", hashOf };

function logOf(events: readonly AccountEvent[]): LogRow[] {
  let hash = PROOF.genesisHash;
  return events.map((event, index) => {
    const payload = canonicalize(event);
    hash = hashOf(hash, index + 1, payload);
    return { version: index + 1, payload, hash };
  });
}

test("replay from a baseline at any cut gives the bytes of replay from the start", () => {
  fc.assert(
    fc.property(someMoves, fc.nat(), (moves, place) => {
      const trader = playMoves(moves, "margin");
      const log = logOf(trader.steps.map(({ event }) => event));
      const cut = place % log.length;
      const { after, event } = trader.steps[cut] ?? { after: trader.state, event: { atMs: 0 } };
      const toVersion = cut + 1;
      const lastHash = log[cut]?.hash ?? "";
      const purged = { fromVersion: 1, toVersion, counts: { events: toVersion }, lastHash };
      const payload = canonicalize(baselineOf(after, purged, event.atMs));
      const kept = [{ version: toVersion, payload, hash: lastHash }, ...log.slice(cut + 1)];

      const whole = verifyLog(trader.name, log, PROOF);
      const folded = verifyLog(trader.name, kept, PROOF);
      expect(whole.ok && folded.ok && folded.headHash === whole.headHash).toBe(true);
      expect(encodeState(folded.state)).toBe(encodeState(trader.state));
      expect(encodeState(whole.state)).toBe(encodeState(trader.state));
    }),
    { numRuns: 40 },
  );
});

test("a log of which anything was changed, dropped or moved does not verify", () => {
  fc.assert(
    fc.property(
      someMoves,
      fc.nat(),
      fc.constantFrom("drop", "swap", "digit"),
      (moves, place, harm) => {
        const trader = playMoves(moves, "margin");
        const log = logOf(trader.steps.map(({ event }) => event));
        fc.pre(log.length > 2);
        const at = 1 + (place % (log.length - 2));
        const verdict = verifyLog(trader.name, harmed(log, at, harm), PROOF);
        expect(verdict.ok).toBe(false);
        if (!verdict.ok) expect(verdict.version).toBeLessThanOrEqual(at + 2);
      },
    ),
    { numRuns: 40 },
  );
});

function harmed(log: readonly LogRow[], at: number, harm: string): readonly LogRow[] {
  const [row, next] = [log[at], log[at + 1]];
  if (row === undefined || next === undefined) return log;
  if (harm === "drop") return [...log.slice(0, at), ...log.slice(at + 1)];
  if (harm === "swap") return [...log.slice(0, at), next, row, ...log.slice(at + 2)];
  const payload = row.payload.replace(/"atMs":\d/, (text) => `${text}0`);
  return [...log.slice(0, at), { ...row, payload }, ...log.slice(at + 1)];
}

const OPENED: AccountEvent = {
  ...{ type: "account_opened", epoch: 1, kind: "margin", policy: "regt", profile: "standard" },
  ...{ market: "sim", startingCashMicros: account().startingCashMicros },
  ...{ atMs: IN_SESSION_MS, rules: 1 },
};
const BASE = { atMs: IN_SESSION_MS, rules: 1 } as const;

function verdictOf(rows: readonly LogRow[]): string {
  const verdict = verifyLog("alice", rows, PROOF);
  return verdict.ok ? "ok" : `${verdict.fault} at ${verdict.version}: ${verdict.detail}`;
}

function textRow(version: number, payload: string, previous: string): LogRow {
  return { version, payload, hash: hashOf(previous, version, payload) };
}

test.each([
  {
    second: canonicalize({ type: "order_canceled", orderId: "x", reason: "requested", ...BASE }),
    says: "impossible_event at 2: broken invariant: order x is working",
  },
  {
    second: canonicalize({ ...OPENED, epoch: 3 }),
    says: "impossible_event at 2: broken invariant: epochs follow each other",
  },
  {
    second: canonicalize({ type: "account_frozen", reason: "r", ...BASE, rules: 99 }),
    says: "unknown_rules at 2: account_frozen was decided under unknown rules 99",
  },
  {
    second: canonicalize({ type: "account_frozen", reason: "r", ...BASE, rules: 0 }),
    says: "unknown_rules at 2: account_frozen was decided under unknown rules 0",
  },
  {
    second: canonicalize({ type: "moon_landed", ...BASE }),
    says: "unknown_event at 2: unknown event moon_landed",
  },
  {
    second: canonicalize({ type: "constructor", ...BASE }),
    says: "unknown_event at 2: unknown event constructor",
  },
  {
    second: '{"type": "account_frozen"}',
    says: "not_canonical at 2: the payload is not canonical",
  },
  { second: "{", says: "malformed at 2: the payload is not an event" },
  { second: "null", says: "malformed at 2: the payload is not an event" },
  { second: '{"cashMicros":"x","type":"t"}', says: "malformed at 2: the payload is not an event" },
])("$says", ({ second, says }) => {
  const first = textRow(1, canonicalize(OPENED), PROOF.genesisHash);

  expect(verdictOf([first])).toBe("ok");
  expect(verdictOf([first, textRow(2, second, first.hash)])).toBe(says);
});

test("a gap and a broken chain are named", () => {
  const first = textRow(1, canonicalize(OPENED), PROOF.genesisHash);
  const frozen = canonicalize({ type: "account_frozen", reason: "r", ...BASE });

  expect(verdictOf([first, textRow(3, frozen, first.hash)])).toBe("gap at 3: event 2 is missing");
  expect(verdictOf([first, { ...textRow(2, frozen, first.hash), hash: "1" }])).toBe(
    "hash_mismatch at 2: event 2 breaks the hash chain",
  );
});

test("a baseline is the first of its log and of its account", () => {
  const state = evolveAll(emptyAccount("alice"), [OPENED]);
  const purged = { fromVersion: 1, toVersion: 1, counts: { events: 1 }, lastHash: "7" };
  const payload = canonicalize(baselineOf(state, purged, IN_SESSION_MS));
  const first = { version: 1, payload, hash: "7" };

  expect(verdictOf([first])).toBe("ok");
  expect(verdictOf([{ ...first, hash: "8" }])).toContain("hash_mismatch at 1");
  expect(verdictOf([first, textRow(2, payload, "7")])).toContain("hash_mismatch at 2");
  const verdict = verifyLog("bob", [first], PROOF);
  expect(verdict.ok ? "ok" : verdict.detail).toBe("broken invariant: a baseline is of its account");
});

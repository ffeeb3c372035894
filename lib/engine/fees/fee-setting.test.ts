import { expect, test } from "vitest";
import { emptyAccount } from "../account/account-state";
import { evolve } from "../account/evolve";
import { decodeState, encodeState } from "../account/state-codec";
import type { EventOf } from "../event/event";
import { account, dollars, openCommand, run } from "../testing/builders";
import { marketOf } from "../testing/market";

test("an account keeps the setting it was opened with", () => {
  const command = openCommand("margin", dollars("1000"), "regulatory");
  const { state } = run(emptyAccount("account-1"), command, marketOf());

  expect(state.fees).toBe("regulatory");
  expect(decodeState(encodeState(state)).fees).toBe("regulatory");
});

test("events and checkpoints from before there were fees mean none", () => {
  const command = openCommand("margin", dollars("1000"), "regulatory");
  const [opened] = run(emptyAccount("account-1"), command, marketOf()).events;
  const { fees: _, ...old } = opened as EventOf<"account_opened">;
  const stored = encodeState(account()).replace('"fees":"none",', "");

  expect(evolve(emptyAccount("account-1"), old).fees).toBe("none");
  expect(stored).not.toContain('"fees"');
  expect(decodeState(stored).fees).toBe("none");
});

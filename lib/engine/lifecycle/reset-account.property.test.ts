import fc from "fast-check";
import { expect, test } from "vitest";
import { playMoves, someMoves } from "../testing/arbitraries";
import { dollars, openCommand, run } from "../testing/builders";
import { marketOf } from "../testing/market";
import { Trader } from "../testing/trader";

test("a reset account is a new account, whatever was done with it", () => {
  const { type, ...terms } = openCommand("cash", dollars("25000"));
  const market = marketOf();
  const fresh = new Trader("walker");
  fresh.ask({ type, ...terms }, market);
  fc.assert(
    fc.property(someMoves, (moves) => {
      const used = playMoves(moves, "margin").state;
      const { state } = run(used, { type: "reset_account", ...terms }, market);
      const { version, epoch, ...rest } = state;
      expect(epoch).toBe(2);
      expect(version).toBeGreaterThan(used.version);
      expect({ ...rest, version: 1, epoch: 1 }).toEqual(fresh.state);
    }),
    { numRuns: 30 },
  );
});

test("a reset that names its epoch closes that one and no other, however often it comes", () => {
  const { type, ...terms } = openCommand("margin", dollars("25000"));
  const market = marketOf();
  const trader = new Trader("twice");
  trader.ask({ type, ...terms }, market);
  const reset = { type: "reset_account", closesEpoch: 1, ...terms } as const;
  const once = run(trader.state, reset, market);
  expect(once.state.epoch).toBe(2);
  expect(run(once.state, reset, market).state).toEqual(once.state);
});

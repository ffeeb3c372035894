/** When a commit stores the whole state beside its events. */
import { expect, test } from "vitest";
import { emptyAccount } from "@/lib/engine/account/account-state";
import type { Command } from "@/lib/engine/account/command";
import { decide } from "@/lib/engine/account/decide";
import { evolve } from "@/lib/engine/account/evolve";
import { dollars, limitOrder, openCommand, quote } from "@/lib/engine/testing/builders";
import { marketOf } from "@/lib/engine/testing/market";
import { GENESIS_HASH } from "./chain";
import { buildItem, type LoadedAccount } from "./commit-item";

const MARKET = marketOf([quote({ symbol: "AAPL", bid: "10", ask: "10.02" })]);

/** The versions at which commands, each a commit of its own, leave a checkpoint. */
function checkpoints(commands: readonly Command[]): readonly number[] {
  const versions: number[] = [];
  let account: LoadedAccount = {
    ...{ state: emptyAccount("account-1"), headHash: GENESIS_HASH, owner: null },
  };
  for (const command of commands) {
    const decision = decide(account.state, command, MARKET);
    if (!decision.ok) throw new Error(decision.error.code);
    for (const event of decision.value) {
      const after = evolve(account.state, event);
      const item = buildItem(account, [{ before: account.state, event, after }]);
      if (item.checkpoint !== null) versions.push(Number(item.checkpoint.version));
      account = item.after;
    }
  }
  return versions;
}

const OPEN = openCommand("margin", dollars("10000000"));
const submits = Array.from({ length: 600 }, (_, nth): Command => {
  const draft = limitOrder("buy", "1 @ 9", { id: `order-${nth}` });
  return { type: "submit_order", draft };
});
const cancels = submits.map(
  (_, nth): Command => ({ type: "cancel_order", orderId: `order-${nth}` }),
);

test("an account with few orders has one every 64 events", () => {
  const turns = submits.slice(0, 128).flatMap((submit, nth) => [submit, cancels[nth] ?? OPEN]);
  expect(checkpoints([OPEN, ...turns])).toEqual([64, 128, 192, 256]);
});

test("one with many has one as seldom as it is large: twice as many orders, half as often", () => {
  expect(checkpoints([OPEN, ...submits])).toEqual([64, 128, 256, 512]);
});

test("and as often as before when they are gone", () => {
  // A cancel each from 601 on: 177 orders are left at 1,024, a multiple of 256, and 49 at 1,152, one of 64.
  expect(checkpoints([OPEN, ...submits, ...cancels])).toEqual([
    ...[64, 128, 256, 512, 1_024, 1_152],
  ]);
});

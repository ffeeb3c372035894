/** Laws of money: every event balances, and the state's figures are the sums of what was posted. */
import type { AccountState, Position } from "../../account/account-state";
import { postingsOf } from "../../account/evolve";
import type { LedgerAccount } from "../../ledger/posting";
import { holds, type LawStep } from "./law";
import type { SimAccount } from "./sim-account";

/** Posts an event and compares what it changed with the ledger. */
export function checkMoney(account: SimAccount, { before, event, after }: LawStep): void {
  const { ledger } = account;
  if (event.type === "account_opened") ledger.clear(); // epochs have ledgers of their own
  let sum = 0n;
  for (const { account: name, amountMicros } of postingsOf(before, event)) {
    sum += amountMicros;
    ledger.set(name, (ledger.get(name) ?? 0n) + amountMicros);
  }
  holds(sum === 0n, "the postings of an event sum to zero");
  holds(after.cashMicros === balance(account, "cash"), "cash is the sum of its postings");
  holds(
    after.realizedMicros === -balance(account, "realized_pl"),
    "realised profit is the sum of its postings",
  );
  holds(
    after.lifecycle.totals.feesMicros === balance(account, "fees"),
    "fees paid are the sum of their postings",
  );
  const { totals } = after.lifecycle;
  holds(
    totals.interestMicros === -balance(account, "interest") &&
      totals.borrowFeesMicros === balance(account, "borrow_fees"),
    "interest and borrow fees are the sums of their postings",
  );
  if (before.receivables !== after.receivables) checkReceivables(account, after);
  if (before.positions !== after.positions) checkPositions(account, before, after);
}

function balance({ ledger }: SimAccount, name: LedgerAccount): bigint {
  return ledger.get(name) ?? 0n;
}

function checkReceivables(account: SimAccount, { receivables }: AccountState): void {
  let owed = 0n;
  for (const { amountMicros } of receivables.values()) owed += amountMicros;
  holds(owed === balance(account, "dividends_receivable"), "receivables are what was posted");
}

function checkPositions(account: SimAccount, before: AccountState, after: AccountState): void {
  for (const [symbol, position] of after.positions) {
    if (before.positions.get(symbol) === position) continue;
    holds(position.symbol === symbol, "a position is kept under its symbol");
    checkPosition(account, after, position);
  }
  for (const symbol of before.positions.keys()) {
    if (after.positions.has(symbol)) continue;
    holds(balance(account, `position:${symbol}`) === 0n, "what is gone has no cost left");
    holds(!after.lots.has(symbol), "what is gone has no lots");
  }
}

function checkPosition(account: SimAccount, { lots }: AccountState, position: Position): void {
  const { symbol, qtyNanos, costMicros } = position;
  holds(qtyNanos !== 0n, "a position is not flat");
  holds(
    costMicros === balance(account, `position:${symbol}`),
    "the cost of a position is the sum of its postings",
  );
  // At average cost a position keeps another cost than its lots, first in first out: only sizes agree.
  let lotsNanos = 0n;
  for (const lot of lots.get(symbol) ?? []) {
    lotsNanos += lot.qtyNanos;
    holds(lot.qtyNanos > 0n === qtyNanos > 0n, "lots are on the side of their position");
  }
  holds(lotsNanos === qtyNanos, "the lots of a position are its quantity");
}

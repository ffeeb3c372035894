/** What the browser sends to each server action about somebody's things. */
import type { Owned } from "./program-objects";

export interface ActionThings extends Owned {
  /** A group of positions as the desk names it. */
  readonly group: string;
  /** The account that the page says it shows. */
  readonly on: string;
  /** A registered app's request. */
  readonly query: Readonly<Record<string, string>>;
}

type Input = (things: ActionThings) => readonly unknown[];

const TERMS = { startingCash: "50000", kind: "margin", profile: "standard" };
let tickets = 0;

const ticket: Input = ({ on }) => {
  tickets += 1;
  const terms = { type: "limit", timeInForce: "day", qty: "1", limit: "90" };
  const legs = [{ symbol: "AAPL", side: "buy", ratio: 1 }];
  return [on, { clientOrderId: `action-${tickets}`, ...terms, legs }];
};
const payoff: Input = (things) => {
  const [on, written] = ticket(things);
  return [on, { order: written, shift: 0 }];
};
const CALL = { symbol: "AAPL261218C00200000", side: "sell", ratio: 1 };
const order: Input = ({ on, order: id }) => [on, id];
const group: Input = ({ on, group: id }) => [on, id];
const account: Input = ({ account: id }) => [id];

/** By action; the names are those of the authorisation matrix. */
export const ACTION_INPUTS: { readonly [name: string]: Input } = {
  previewAction: ticket,
  placeAction: ticket,
  bracketAction: ({ on, stock: symbol }) => [on, { symbol, takeProfit: "900", stopLoss: "1" }],
  cancelAction: order,
  changeAction: ({ on, order: orderId }) => [on, { orderId, limit: "101" }],
  exampleAction: ({ on }) => [on, "covered_call"],
  closeAction: group,
  rollAction: group,
  strategyAction: ({ on }) => [
    on,
    { strategy: "put_credit_spread", underlying: "AAPL", expiryDate: null },
  ],
  moveAction: ({ on }) => [on, { legs: [CALL], symbol: null, what: "strike", by: 1 }],
  payoffAction: payoff,
  openAccountAction: () => [{ name: "Another", ...TERMS }],
  resetAccountAction: ({ account: id }) => [{ id, epoch: 1, ...TERMS }],
  renameAccountAction: ({ account: id }) => [{ id, name: "Other" }],
  archiveAccountAction: account,
  restoreAccountAction: account,
  switchAccountAction: account,
  addAlertAction: () => [{ symbol: "AAPL", direction: "rises_to", price: "900" }],
  removeAlertAction: ({ webhook: id }) => [id],
  markReadAction: ({ webhook: id }) => [id],
  chooseWhereAction: () => [{ kind: "fill", inApp: true, webhook: false, email: false }],
  keepNoteAction: ({ on, fill: id }) => [
    on,
    { subject: { kind: "fill", id }, text: "a note", tags: [] },
  ],
  reportFillAction: ({ on, fill: fillId }) => [on, { fillId, text: "it looks odd" }],
  answerAction: ({ query, account: accountId }) => [query, { allow: true, accountId }],
};

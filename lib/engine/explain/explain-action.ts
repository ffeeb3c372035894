/** Says what a corporate action did to an account, one sentence for each of its events. */
import type { HeldAction, Receivable } from "../action/action-state";
import type { CorporateAction, Merger } from "../action/corporate-action";
import type { PositionChange } from "../action/position-change";
import { formatDecimal, formatPrice, formatQuantity } from "../decimal";
import type { ActionEvent } from "../event/action-event";
import { deliverableOf } from "../instrument/deliverable";
import type { Instrument } from "../instrument/instrument";
import { absMicros, absNanos, type Micros, type Nanos } from "../money";
import { limitOf, stopOf } from "../order/terms";
import { dayName, instrumentName } from "./instrument-name";

/** The sentence of one event. */
export function explainAction(event: ActionEvent): string {
  switch (event.type) {
    case "corporate_action_applied":
      return [`${headOf(event.action)}.`, ...event.changes.map(changeText)].join(" ");
    case "corporate_action_held":
      return explainHeld(event.held);
    case "dividend_receivable":
      return `${headOf(event.action)}: ${owedText(event.receivable)} on ${dayName(event.receivable.payDate)}.`;
    case "dividend_paid":
      return `The dividend of ${event.symbol} was paid: ${owedText(event)}.`;
    case "order_adjusted":
      return `Adjusted for corporate action ${event.actionId}: ${adjustedText(event)}.`;
  }
}

/** Why an action that is due has not been applied. */
export function explainHeld({ actionId, symbol, reason, field }: HeldAction): string {
  const about = `Corporate action ${actionId} of ${symbol}`;
  switch (reason) {
    case "no_price":
      return `${about} waits for a first quote from its ex-date, to price what it pays in cash.`;
    case "late":
      return `${about} was told after ${symbol} had traded without it; it is recorded and not applied.`;
    case "missing_field":
      return `${about} cannot be applied: ${field} is missing.`;
    case "contradiction":
      return `${about} cannot be applied: ${field} contradicts the rest of it.`;
    case "unknown_kind":
      return `${about} cannot be applied: "${field}" is no kind we know.`;
  }
}

function headOf(action: CorporateAction): string {
  const { symbol } = action;
  const on = ` on ${dayName(action.exDate)}`;
  switch (action.kind) {
    case "forward_split":
      return `${symbol} split ${ratioText(action)}${on}`;
    case "reverse_split":
      return `${symbol} reverse split ${ratioText(action)}${on}`;
    case "stock_dividend": {
      const percent = ((action.newNanos - action.oldNanos) * 1_000_000n) / action.oldNanos;
      return `${symbol} paid a stock dividend of ${formatDecimal(percent, 4)}%${on}`;
    }
    case "cash_dividend": {
      const kind = action.special ? "special dividend" : "dividend";
      return `${symbol} went ex a ${kind} of $${formatPrice(action.cashMicros)} a share${on}`;
    }
    case "spin_off":
      return `${symbol} spun off ${action.spun.symbol}, ${ratioText(action)}${on}`;
    case "merger":
      return `${symbol} ${mergerText(action)}${on}`;
    case "rename":
      return `${symbol} trades as ${action.renamed.symbol} from ${dayName(action.exDate)}`;
    case "delisting":
      return `${symbol} was delisted${on}: its orders are canceled and it keeps its last price`;
  }
}

function mergerText(action: Merger): string {
  const { acquirer, cashMicros } = action;
  const cash = `$${formatPrice(cashMicros)} a share`;
  if (acquirer === null) {
    return cashMicros === 0n ? "was removed as worthless" : `was bought for ${cash}`;
  }
  const beside = cashMicros === 0n ? "" : ` and ${cash}`;
  return `became ${acquirer.symbol}, ${ratioText(action)}${beside},`;
}

/** "3 for 2". */
function ratioText({
  newNanos,
  oldNanos,
}: {
  readonly newNanos: Nanos;
  readonly oldNanos: Nanos;
}): string {
  return `${formatQuantity(newNanos)} for ${formatQuantity(oldNanos)}`;
}

function changeText({ symbol, qtyNanos, after, cashMicros }: PositionChange): string {
  const parts = after.map((made) => sizeText(made.qtyNanos, made.instrument));
  if (cashMicros !== 0n || parts.length === 0) parts.push(cashText(cashMicros));
  return `${formatQuantity(qtyNanos)} × ${symbol} became ${parts.join(" and ")}.`;
}

function sizeText(qtyNanos: Nanos, instrument: Instrument): string {
  const size = `${formatQuantity(qtyNanos)} × ${instrumentName(instrument)}`;
  if (instrument.kind === "equity" || instrument.deliverable === undefined) return size;
  const { shares, cashMicros } = deliverableOf(instrument);
  const parts = shares.map((part) => `${formatQuantity(part.sharesNanos)} ${part.symbol}`);
  if (cashMicros !== 0n) parts.push(`$${formatPrice(cashMicros)}`);
  return `${size}, each delivering ${parts.join(" + ")}`;
}

function cashText(amount: Micros): string {
  return amount < 0n
    ? `$${formatPrice(absMicros(amount))} owed`
    : `$${formatPrice(amount)} in cash`;
}

function owedText({ qtyNanos, perShareMicros, amountMicros }: Receivable): string {
  const verb = amountMicros < 0n ? "owed by you" : "to you";
  const size = formatQuantity(absNanos(qtyNanos));
  const total = formatPrice(absMicros(amountMicros));
  return `${size} × $${formatPrice(perShareMicros)} = $${total} ${verb}`;
}

function adjustedText({
  terms,
  qtyNanos,
  instruments,
}: Extract<ActionEvent, { type: "order_adjusted" }>): string {
  const names = instruments.map((instrument) => instrumentName(instrument)).join(" / ");
  const prices = [
    ["stop", stopOf(terms)],
    ["limit", limitOf(terms)],
  ] as const;
  const texts = prices.flatMap(([name, price]) =>
    price === null ? [] : [`${name} ${formatPrice(price)}`],
  );
  return [`${formatQuantity(qtyNanos)} × ${names}`, ...texts].join(", ");
}

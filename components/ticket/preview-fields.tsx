import type { ReactNode } from "react";
import { FeedName } from "@/components/desk/feed-badge";
import { ProfitText } from "@/components/desk/profit-text";
import {
  formatMoney,
  formatPrice,
  formatProfit,
  spokenMoney,
  UNKNOWN,
  withoutSign,
} from "@/lib/client/format";
import { formatTime } from "@/lib/client/format-time";
import type { PreviewView } from "@/lib/wire/raxx/preview";
import { Payoff } from "./payoff";

function dollars(amount: string | "unlimited" | null): string {
  if (amount === "unlimited") return "Unlimited";
  return formatMoney(amount);
}

function spokenDollars(amount: string | "unlimited" | null): string {
  return amount === "unlimited" ? "unlimited" : spokenMoney(amount);
}

function Extreme({
  name,
  amount,
  tone,
}: {
  readonly name: string;
  readonly amount: string | "unlimited" | null;
  readonly tone: string;
}) {
  return (
    <div className="flex-1 rounded-md bg-raised px-3 py-2">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className={`text-lg font-semibold tracking-tight ${tone}`}>
        <span aria-hidden>{dollars(amount)}</span>
        <span className="sr-only">{spokenDollars(amount)}, simulated</span>
      </dd>
    </div>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex justify-between gap-3 py-0.5">
      <dt className="text-muted">{name}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  );
}

function cashWords(preview: PreviewView): string {
  if (preview.cash === null) return UNKNOWN;
  const word = preview.netWord === "even" ? "" : ` ${preview.netWord}`;
  return `${formatMoney(preview.cash.replace("-", ""))}${word}`;
}

/** Where it would trade now, and the middle: "natural 1.30, mid 1.34 credit". */
function netWords({ natural, mid }: PreviewView): string {
  const words = (price: string | null) =>
    price === null ? UNKNOWN : formatPrice(withoutSign(price));
  return `natural ${words(natural)} · mid ${words(mid)}`;
}

/** Dividends and earnings inside the order's life. */
function Events({ preview }: { readonly preview: PreviewView }) {
  const { events, eventsUnknown, daysToExpiry } = preview;
  if (daysToExpiry === null) return null;
  return (
    <Line name="Until then">
      {events.length === 0 ? <span className="block">no dividend announced</span> : null}
      {events.map(({ kind, text }) => (
        <span key={kind} className="block text-warn">
          {text}
        </span>
      ))}
      {eventsUnknown === null ? null : <span className="block text-muted">{eventsUnknown}</span>}
    </Line>
  );
}

function Fees({ fees }: Pick<PreviewView, "fees">) {
  if (fees.length === 0) return <>none</>;
  return (
    <>
      {fees.map(({ name, amount }) => (
        <span key={`${name} ${amount}`} className="block">
          {name} {formatMoney(amount)}
        </span>
      ))}
    </>
  );
}

/** Where it breaks even and how likely it is to: of no use to an order that only closes. */
function Odds({ preview }: { readonly preview: PreviewView }) {
  const odds = preview.probabilityOfProfit;
  return (
    <>
      <Line name={preview.breakevens.length > 1 ? "Breakevens" : "Breakeven"}>
        {preview.breakevens.length === 0
          ? UNKNOWN
          : preview.breakevens.map(formatPrice).join(" and ")}
      </Line>
      <Line name="Chance of profit">{odds === null ? UNKNOWN : `~${odds}%`}</Line>
    </>
  );
}

/** What the order would do: risk first, then money, odds and duties, each as the server computed it. */
export function PreviewFields({ preview }: { readonly preview: PreviewView }) {
  return (
    <section aria-label="Preview" data-feed={preview.label.feed} className="flex flex-col gap-3">
      {preview.realized === null ? (
        <>
          <dl className="flex gap-2">
            <Extreme name="Max loss" amount={preview.maxLoss} tone="text-down" />
            <Extreme name="Max profit" amount={preview.maxProfit} tone="text-up" />
          </dl>
          <Payoff preview={preview} />
        </>
      ) : (
        <div className="rounded-md bg-raised px-3 py-2">
          <p className="text-xs text-muted">Closing at this price realises</p>
          <p className="text-lg font-semibold tracking-tight">
            <ProfitText amount={preview.realized} />
          </p>
        </div>
      )}
      <dl className="text-[0.8125rem]">
        <Line name="Net price">{netWords(preview)}</Line>
        <Line name={preview.netWord === "debit" ? "You pay" : "You receive"}>
          {cashWords(preview)}
        </Line>
        {preview.realized === null ? <Odds preview={preview} /> : null}
        <Line name="Buying power effect">{formatProfit(preview.buyingPowerEffect)}</Line>
        <Line name="Buying power after">{formatMoney(preview.buyingPowerAfter)}</Line>
        <Line name="Fees">
          <Fees fees={preview.fees} />
        </Line>
        <Line name="Days to expiry">{preview.daysToExpiry ?? UNKNOWN}</Line>
        <Events preview={preview} />
        <Line name="Priced on">
          {preview.quoteAtMs === null ? UNKNOWN : `${formatTime(preview.quoteAtMs)} ET`}
        </Line>
      </dl>
      {preview.obligation === null ? null : (
        <p className="text-[0.8125rem]">{preview.obligation}</p>
      )}
      <PreviewNotes preview={preview} />
    </section>
  );
}

function PreviewNotes({ preview }: { readonly preview: PreviewView }) {
  return (
    <div className="flex flex-col gap-1 text-xs text-muted">
      {preview.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <div>
        <FeedName label={preview.label} />
      </div>
    </div>
  );
}

"use client";

import { OrderLine, OrderWhy } from "@/components/book/order-text";
import { OrderTrees } from "@/components/book/order-trees";
import { PageFrame } from "@/components/frame/page-frame";
import { Button, buttonClass } from "@/components/ui/button";
import { PageLink } from "@/components/ui/page-link";
import { formatMoment } from "@/lib/client/format-time";
import { orderTrees } from "@/lib/client/order-tree";
import type { OrderView } from "@/lib/wire/raxx/desk";
import type { OrderHistoryFilter, OrderHistoryView } from "@/lib/wire/raxx/orders";

const CHOICES = [
  {
    name: "status",
    label: "State",
    options: [
      ["all", "All"],
      ["open", "Working"],
      ["closed", "Ended"],
    ],
  },
  {
    name: "kind",
    label: "In",
    options: [
      ["all", "Stock and options"],
      ["equity", "Stock"],
      ["option", "Options"],
    ],
  },
  {
    name: "side",
    label: "Side",
    options: [
      ["all", "Buys and sells"],
      ["buy", "Buys"],
      ["sell", "Sells"],
    ],
  },
] as const;

/** A plain form: the address is the filter, so it can be kept and sent. */
function Filters({ filter }: { readonly filter: OrderHistoryFilter }) {
  return (
    <form action="/orders" className="flex flex-wrap items-end gap-3">
      {CHOICES.map(({ name, label, options }) => (
        <label key={name} className="flex flex-col gap-1">
          <span className="text-xs text-muted">{label}</span>
          <select name={name} defaultValue={filter[name]} className="field">
            {options.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
      ))}
      <label className="flex flex-col gap-1">
        <span className="text-xs text-muted">Symbol</span>
        <input
          name="symbol"
          defaultValue={filter.symbol}
          maxLength={24}
          autoComplete="off"
          placeholder="Any"
          className="field w-32"
        />
      </label>
      <Button type="submit">Show</Button>
    </form>
  );
}

function Row({ order }: { readonly order: OrderView }) {
  const fillId = order.fillIds.at(-1);
  return (
    <div className="grid gap-x-4 gap-y-1 px-4 py-2 sm:grid-cols-[1fr_auto]">
      <OrderLine order={order} />
      <div className="flex items-center gap-3 max-sm:order-last max-sm:justify-between sm:row-span-2">
        <time className="text-xs text-muted">{formatMoment(order.submittedAtMs)} ET</time>
        {fillId === undefined ? null : (
          <PageLink
            href={`/fills/${fillId}`}
            aria-label={`Why ${order.title} filled at its price`}
            className={buttonClass("secondary", "small")}
          >
            Why
          </PageLink>
        )}
      </div>
      <OrderWhy order={order} />
    </div>
  );
}

function nextHref({ filter, next }: OrderHistoryView): string {
  const { status, kind, side, symbol } = filter;
  return `/orders?${new URLSearchParams({ status, kind, side, symbol, before: next ?? "" })}`;
}

/** Every order of the running epoch, by filter, a page at a time. */
export function OrdersPage({ view }: { readonly view: OrderHistoryView }) {
  const { filter, orders, next } = view;
  return (
    <PageFrame here="/orders" width="wide">
      <h1 className="text-2xl font-semibold tracking-tight">Orders</h1>
      <Filters key={JSON.stringify(filter)} filter={filter} />
      <section aria-label="Orders, simulated" className="rounded-lg border border-line bg-panel">
        {orders.length === 0 ? (
          <div className="flex flex-col items-start gap-2 px-4 py-6 text-muted">
            <p>No orders fit. What you place shows up here with how it ended.</p>
            <PageLink href="/trade" className={buttonClass("secondary", "small")}>
              Place one
            </PageLink>
          </div>
        ) : (
          <OrderTrees
            label="Order history"
            trees={orderTrees(orders)}
            draw={(order) => <Row order={order} />}
          />
        )}
      </section>
      <nav aria-label="Pages of orders" className="flex gap-3">
        {filter.before === null ? null : (
          <PageLink
            href={`/orders?${new URLSearchParams({ status: filter.status, kind: filter.kind, side: filter.side, symbol: filter.symbol })}`}
            className={buttonClass()}
          >
            Newest
          </PageLink>
        )}
        {next === null ? null : (
          <PageLink href={nextHref(view)} className={buttonClass()}>
            Older
          </PageLink>
        )}
      </nav>
    </PageFrame>
  );
}

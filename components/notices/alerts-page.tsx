"use client";

import { useRouter } from "next/navigation";
import { PageFrame } from "@/components/frame/page-frame";
import { Button, buttonClass } from "@/components/ui/button";
import { PageLink } from "@/components/ui/page-link";
import { Panel } from "@/components/ui/panel";
import { formatPrice } from "@/lib/client/format";
import { formatMoment } from "@/lib/client/format-time";
import type {
  AlertsView,
  AlertView,
  AlertForm as Form,
  NoticesView,
} from "@/lib/wire/raxx/notices";
import type { ActionResult } from "@/lib/wire/raxx/ticket";
import { AlertForm } from "./alert-form";
import { NoticeList } from "./notice-list";

interface AlertsPageProps {
  readonly view: AlertsView;
  readonly notices: NoticesView;
  readonly symbol: string;
  readonly add: (form: Form) => Promise<ActionResult<null>>;
  readonly remove: (id: string) => Promise<ActionResult<null>>;
}

const VERBS = { rises_to: "rises to", falls_to: "falls to" } as const;

function AlertRow({
  alert,
  remove,
}: { readonly alert: AlertView } & Pick<AlertsPageProps, "remove">) {
  const router = useRouter();
  const { id, name, direction, price, createdAtMs, firedAtMs, firedPrice } = alert;
  const words = `${name} ${VERBS[direction]} ${formatPrice(price)}`;
  return (
    <li className="flex items-center gap-3 border-t border-line px-3 py-2 first:border-t-0">
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{words}</p>
        <p className="text-xs text-muted">
          {firedAtMs === null
            ? `Waits since ${formatMoment(createdAtMs)} ET`
            : `Told ${formatMoment(firedAtMs)} ET, at ${formatPrice(firedPrice)}`}
        </p>
      </div>
      <Button
        size="small"
        aria-label={`Remove: ${words}`}
        onClick={() => void remove(id).then(() => router.refresh())}
      >
        Remove
      </Button>
    </li>
  );
}

/** Prices to wait for, and what was told. */
export function AlertsPage({ view, notices, symbol, add, remove }: AlertsPageProps) {
  const waiting = view.alerts.filter(({ firedAtMs }) => firedAtMs === null);
  const told = view.alerts.filter(({ firedAtMs }) => firedAtMs !== null);
  return (
    <PageFrame here="/alerts" width="text">
      <header className="flex flex-wrap items-baseline justify-between gap-3">
        <h1 className="text-2xl font-semibold tracking-tight">Alerts</h1>
        <PageLink href="/settings/notifications" className={buttonClass("secondary", "small")}>
          Where they go
        </PageLink>
      </header>
      <Panel title="New price alert">
        <AlertForm symbol={symbol} onAdd={add} />
      </Panel>
      <Panel title={`Waiting, ${waiting.length} of ${view.max}`}>
        {waiting.length === 0 ? (
          <p className="px-3 py-4 text-muted">
            No alerts wait. Add a price above: it is told once, when the mark gets there on the feed
            you see.
          </p>
        ) : (
          <ul>
            {waiting.map((alert) => (
              <AlertRow key={alert.id} alert={alert} remove={remove} />
            ))}
          </ul>
        )}
      </Panel>
      {told.length === 0 ? null : (
        <Panel title="Told">
          <ul>
            {told.map((alert) => (
              <AlertRow key={alert.id} alert={alert} remove={remove} />
            ))}
          </ul>
        </Panel>
      )}
      <Panel title="Notifications">
        <NoticeList notices={notices.notices} />
      </Panel>
    </PageFrame>
  );
}

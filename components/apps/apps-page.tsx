"use client";

import { useState } from "react";
import { SCOPE_WORDS } from "@/components/oauth/scope-words";
import { ConfirmButton } from "@/components/settings/confirm-button";
import { Panel } from "@/components/ui/panel";
import { sendJson } from "@/lib/client/api";
import { formatMoment } from "@/lib/client/format-time";
import type { ConnectedAppView } from "@/lib/wire/raxx/connected-app";

function AppRow({
  app,
  onDisconnect,
}: {
  readonly app: ConnectedAppView;
  readonly onDisconnect: () => Promise<string | null>;
}) {
  const { name, account, scopes, connectedAtMs } = app;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-3 py-2 first:border-t-0">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-semibold">{name}</p>
        <p className="text-xs text-muted">
          In {account} since {formatMoment(connectedAtMs)} ET
        </p>
        <ul className="text-xs text-muted">
          {scopes.map((scope) => (
            <li key={scope}>{SCOPE_WORDS[scope]}</li>
          ))}
        </ul>
      </div>
      <ConfirmButton
        label="Disconnect"
        spoken={`Disconnect ${name}`}
        sure="Disconnect now"
        onConfirm={onDisconnect}
      />
    </li>
  );
}

/** The apps that were let into an account, and how that ends. */
export function AppsPage({ apps: first }: { readonly apps: readonly ConnectedAppView[] }) {
  const [apps, setApps] = useState(first);

  async function disconnect(id: string): Promise<string | null> {
    const sent = await sendJson("DELETE", `/api/apps/${id}`);
    // One that is gone already is what was asked for.
    if (!sent.ok && sent.code !== "not_found") return sent.message;
    setApps((known) => known.filter((app) => app.id !== id));
    return null;
  }

  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Connected apps</h1>
      <p className="text-muted">
        Apps you let into one of your simulated accounts. One that is disconnected is refused from
        its next request on; what it placed stays as it is.
      </p>
      <Panel title="Let in">
        {apps.length === 0 ? (
          <p className="px-3 py-4 text-muted">
            No apps. One that wants to connect sends you here to be asked.
          </p>
        ) : (
          <ul>
            {apps.map((app) => (
              <AppRow key={app.id} app={app} onDisconnect={() => disconnect(app.id)} />
            ))}
          </ul>
        )}
      </Panel>
    </>
  );
}

"use client";

import { useState } from "react";
import { ConfirmButton } from "@/components/settings/confirm-button";
import { Chip } from "@/components/ui/chip";
import { Panel } from "@/components/ui/panel";
import { formatMoment } from "@/lib/client/format-time";
import { sendFresh } from "@/lib/client/step-up";
import type { SessionView } from "@/lib/wire/raxx/security";

function SessionRow({
  session,
  onEnd,
}: {
  readonly session: SessionView;
  readonly onEnd: () => Promise<string | null>;
}) {
  const { device, ipPrefix, current } = session;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-3 py-2 first:border-t-0">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2 font-semibold">
          {device}
          {current ? <Chip tone="accent">This one</Chip> : null}
        </p>
        <p className="text-xs text-muted">
          From {ipPrefix} · signed in {formatMoment(session.createdAtMs)} ET · seen{" "}
          {formatMoment(session.lastSeenAtMs)} ET
        </p>
      </div>
      {current ? null : (
        <ConfirmButton
          label="End"
          spoken={`End ${device} from ${ipPrefix}`}
          sure="End it now"
          onConfirm={onEnd}
        />
      )}
    </li>
  );
}

/** Where somebody is signed in as this user, and how that ends. */
export function SessionsPage({ sessions: first }: { readonly sessions: readonly SessionView[] }) {
  const [sessions, setSessions] = useState(first);
  const others = sessions.filter(({ current }) => !current);

  async function end(id: string): Promise<string | null> {
    const sent = await sendFresh("DELETE", `/api/sessions/${id}`);
    if (!sent.ok && sent.code !== "not_found") return sent.message;
    setSessions((known) => known.filter((session) => session.id !== id));
    return null;
  }

  async function endOthers(): Promise<string | null> {
    const sent = await sendFresh("DELETE", "/api/sessions");
    if (!sent.ok) return sent.message;
    setSessions((known) => known.filter(({ current }) => current));
    return null;
  }

  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Sessions</h1>
      <p className="text-muted">
        Every browser and program that is signed in as you. One that is not used for twelve hours
        ends by itself, and each one after seven days.
      </p>
      <Panel
        title="Signed in now"
        actions={
          others.length === 0 ? null : (
            <ConfirmButton
              label="End all others"
              spoken="End all other sessions"
              sure="End all others now"
              onConfirm={endOthers}
            />
          )
        }
      >
        <ul>
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} onEnd={() => end(session.id)} />
          ))}
        </ul>
      </Panel>
    </>
  );
}

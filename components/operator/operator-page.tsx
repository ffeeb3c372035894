"use client";

import { useState } from "react";
import { PageFrame } from "@/components/frame/page-frame";
import { Button } from "@/components/ui/button";
import { sendFresh } from "@/lib/client/step-up";
import type { OperatorView } from "@/lib/wire/raxx/operator";
import { HealthPanel } from "./health-panel";
import { HoldPanel } from "./hold-panel";
import { JobsPanel } from "./jobs-panel";

/** The machinery: what waits, what is late, who is on hold. Nothing is read before a passkey says who looks. */
export function OperatorPage() {
  const [view, setView] = useState<OperatorView | null>(null);
  const [message, setMessage] = useState<string | null>(null);

  async function look() {
    const sent = await sendFresh<OperatorView>("POST", "/api/operator");
    setMessage(sent.ok ? null : sent.message);
    if (sent.ok) setView(sent.value);
  }

  return (
    <PageFrame here="/settings/passkeys" width="wide">
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="text-2xl font-semibold tracking-tight">Operator</h1>
        <Button onClick={() => void look()}>{view === null ? "Look" : "Look again"}</Button>
        <p className="text-muted">Each look is in your security log.</p>
      </div>
      {message === null ? null : (
        <p role="alert" className="text-error">
          {message}
        </p>
      )}
      {view === null ? null : (
        <>
          <HealthPanel view={view} />
          <HoldPanel view={view} />
          <JobsPanel view={view} />
        </>
      )}
    </PageFrame>
  );
}

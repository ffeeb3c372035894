import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";
import { sendJson } from "@/lib/client/api";
import { formatMoment } from "@/lib/client/format-time";
import { sendSigned } from "@/lib/client/step-up";
import type { RecoveryView } from "@/lib/wire/raxx/security";

function Running({ opensAtMs }: { readonly opensAtMs: number }) {
  const [state, setState] = useState<"idle" | "canceled" | string>("idle");

  async function cancel(): Promise<void> {
    const sent = await sendJson("DELETE", "/api/recovery");
    setState(sent.ok ? "canceled" : sent.message);
  }

  if (state === "canceled") return <p role="status">The recovery was canceled.</p>;
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-3 rounded-md border border-error p-3"
    >
      <p className="min-w-0 flex-1">
        <strong>Somebody began a recovery.</strong> From {formatMoment(opensAtMs)} ET they can make
        a passkey for this account. If that was not you, cancel it now and make new codes.
        {state === "idle" ? null : ` ${state}`}
      </p>
      <Button tone="danger" onClick={() => void cancel()}>
        Cancel the recovery
      </Button>
    </div>
  );
}

function Codes({ codes }: { readonly codes: readonly string[] }) {
  return (
    <section
      aria-label="New recovery codes"
      className="flex flex-col gap-3 rounded-lg border border-sim p-4"
    >
      <h3 className="font-semibold">Keep these codes now</h3>
      <p className="text-muted">
        They are shown this once. Print them, or put them in a safe place.
      </p>
      <ol className="grid gap-1 font-mono text-[0.8125rem] sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <CopyButton text={codes.join("\n")} label="Copy all" />
    </section>
  );
}

/** Codes for the day the passkeys are gone. */
export function RecoveryPanel({ recovery }: { readonly recovery: RecoveryView }) {
  const [codes, setCodes] = useState<readonly string[]>([]);
  const [message, setMessage] = useState<string | null>(null);
  const left = codes.length > 0 ? codes.length : recovery.codesLeft;

  async function make(): Promise<void> {
    const action = { kind: "recovery_codes.make" } as const;
    const sent = await sendSigned<{ codes: string[] }>("POST", "/api/recovery-codes", { action });
    setMessage(sent.ok ? null : sent.message);
    if (sent.ok) setCodes(sent.value.codes);
  }

  return (
    <Panel title="Recovery codes">
      <div className="flex flex-col gap-3 p-3">
        {recovery.opensAtMs === null ? null : <Running opensAtMs={recovery.opensAtMs} />}
        <p className="text-muted">
          {left === 0
            ? "You have none. With a code you can make a new passkey when every other is lost; it takes a day, and every session sees it coming."
            : `${left} codes are left. A code lets you make a new passkey a day after you use it.`}
        </p>
        {codes.length === 0 ? null : <Codes codes={codes} />}
        <div role="alert" className="text-error empty:hidden">
          {message}
        </div>
        <Button className="self-start" onClick={() => void make()}>
          {left === 0 ? "Make recovery codes" : "Replace them with new ones"}
        </Button>
      </div>
    </Panel>
  );
}

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { sendSigned } from "@/lib/client/step-up";

const WHAT_HAPPENS = [
  "At once: working orders are canceled, and every session, key, app, webhook and recovery code ends.",
  "For seven days nothing is deleted: sign in again, or open the link we mail you, and the account stays.",
  "Then everything we hold about you is deleted, we look whether anything is left, and mail you a receipt.",
] as const;

/** Asks for the erasure: what happens is said first, then a passkey signs it. */
export function ErasePanel() {
  const [state, setState] = useState<"idle" | "asking" | "busy">("idle");
  const [message, setMessage] = useState<string | null>(null);

  async function erase(): Promise<void> {
    setState("busy");
    const action = { kind: "account.erase" } as const;
    const sent = await sendSigned("POST", "/api/erasure", { action });
    if (sent.ok) return location.assign("/?erasing=1");
    setMessage(sent.message);
    setState("idle");
  }

  return (
    <Panel title="Be erased">
      <div className="flex flex-col items-start gap-3 p-3">
        <ol className="flex list-decimal flex-col gap-1 pl-5 text-muted">
          {WHAT_HAPPENS.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
        <div role="alert" className="text-error empty:hidden">
          {message}
        </div>
        {state === "idle" ? (
          <Button tone="danger" onClick={() => setState("asking")}>
            Erase my account
          </Button>
        ) : (
          <div className="flex flex-wrap gap-2">
            <Button tone="danger" disabled={state === "busy"} onClick={() => void erase()}>
              {state === "busy" ? "Waiting for your device…" : "Erase everything, with my passkey"}
            </Button>
            <Button tone="ghost" disabled={state === "busy"} onClick={() => setState("idle")}>
              Keep it
            </Button>
          </div>
        )}
      </div>
    </Panel>
  );
}

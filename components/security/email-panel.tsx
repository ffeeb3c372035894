import { BadgeCheck } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { sendJson } from "@/lib/client/api";
import type { EmailView } from "@/lib/wire/raxx/security";

/** The address, and whether a mail to it can bring its owner back. */
export function EmailPanel({ email: { email, verified } }: { readonly email: EmailView }) {
  const [state, setState] = useState<"idle" | "busy" | "sent">("idle");
  const [message, setMessage] = useState<string | null>(null);

  async function send(): Promise<void> {
    setState("busy");
    const sent = await sendJson("POST", "/api/email-verification");
    setMessage(sent.ok ? "A link is on its way. It lasts a day." : sent.message);
    setState(sent.ok ? "sent" : "idle");
  }

  return (
    <Panel title="Email">
      <div className="flex flex-wrap items-center gap-3 p-3">
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-semibold break-all">{email}</span>
            {verified ? (
              <span className="inline-flex items-center gap-1 text-sim">
                <BadgeCheck aria-hidden size={16} /> Confirmed
              </span>
            ) : null}
          </p>
          <p className="text-muted">
            {verified
              ? "A mailed link can bring you back if you lose every passkey."
              : "Confirm it, and a mailed link can bring you back if you lose every passkey. Nothing else needs it."}
          </p>
          <p role="status" className="empty:hidden">
            {message}
          </p>
        </div>
        {verified || state === "sent" ? null : (
          <Button disabled={state === "busy"} onClick={() => void send()}>
            Mail me a link
          </Button>
        )}
      </div>
    </Panel>
  );
}

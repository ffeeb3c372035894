import { Download } from "lucide-react";
import { useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { formatMoment } from "@/lib/client/format-time";
import { sendFresh } from "@/lib/client/step-up";

interface Made {
  readonly path: string;
  readonly expiresAtMs: number;
}

/** Everything as one archive, by a link that a passkey opened. */
export function ExportPanel() {
  const [made, setMade] = useState<Made | null>(null);
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);

  async function prepare(): Promise<void> {
    setBusy(true);
    const sent = await sendFresh<Made>("POST", "/api/export");
    setBusy(false);
    setMessage(sent.ok ? null : sent.message);
    if (sent.ok) setMade(sent.value);
  }

  return (
    <Panel title="Take everything along">
      <div className="flex flex-col items-start gap-3 p-3">
        <p className="text-muted">
          All of it in one archive, as JSON and as CSV: accounts, orders, fills, the full log,
          sessions, keys without their secrets, mails. Every file says that it is simulated.
        </p>
        <div role="alert" className="text-error empty:hidden">
          {message}
        </div>
        {made === null ? (
          <Button disabled={busy} onClick={() => void prepare()}>
            {busy ? "Waiting for your device…" : "Prepare the archive"}
          </Button>
        ) : (
          <p className="flex flex-wrap items-center gap-3" role="status">
            <a href={made.path} download className={buttonClass("primary")}>
              <Download aria-hidden size={16} /> Download the archive
            </a>
            <span className="text-muted">
              The link works until {formatMoment(made.expiresAtMs)} ET, in this browser alone.
            </span>
          </p>
        )}
      </div>
    </Panel>
  );
}

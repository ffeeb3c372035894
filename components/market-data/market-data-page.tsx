"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { sendJson } from "@/lib/client/api";
import { formatMoment } from "@/lib/client/format-time";

interface MarketDataProps {
  readonly isPaid: boolean;
  readonly attestedAtMs: number | null;
}

/** What you see now, in a sentence. */
function worldOf({ isPaid, attestedAtMs }: MarketDataProps): string {
  if (!isPaid) {
    return "Your plan shows prices 15 minutes late, everywhere: here, in programs and in fills.";
  }
  return attestedAtMs === null
    ? "Your plan includes real-time prices. Until you have given the word below, everything is 15 minutes late: pages, programs and fills."
    : "Your plan shows prices in real time.";
}

/** The user's word to the exchanges, and what it opens. */
export function MarketDataPage(props: MarketDataProps) {
  const { attestedAtMs } = props;
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Market data</h1>
      <p className="text-muted">{worldOf(props)}</p>
      <Panel title="Personal use">
        {attestedAtMs === null ? (
          <AttestationForm />
        ) : (
          <p className="px-3 py-4">
            You confirmed on {formatMoment(attestedAtMs)} ET that you use market data for yourself
            and are no market professional.
          </p>
        )}
      </Panel>
    </>
  );
}

function AttestationForm() {
  const router = useRouter();
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);

  async function confirm(): Promise<void> {
    setBusy(true);
    const sent = await sendJson("POST", "/api/data-attestation", { nonProfessional: true });
    setBusy(false);
    if (sent.ok) router.refresh();
    else setMessage(sent.message);
  }

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    void confirm();
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3 p-3">
      <p className="text-muted">
        Exchanges give real-time prices to private people on easier terms than to the trade, and
        want to know which you are before you see them.
      </p>
      <label htmlFor={id} className="flex items-start gap-2">
        <input id={id} type="checkbox" required className="mt-1" />
        <span>
          I use market data for my own purposes only. I am not registered or qualified with a
          securities agency, exchange or adviser association anywhere, and do not use the data for
          an employer or a client.
        </span>
      </label>
      <div>
        <Button type="submit" tone="primary" disabled={busy}>
          {busy ? "Confirming…" : "Confirm"}
        </Button>
      </div>
      <div role="alert" className="text-error empty:hidden">
        {message}
      </div>
    </form>
  );
}

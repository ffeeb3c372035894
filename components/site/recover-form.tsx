"use client";

import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/browser";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { sendJson } from "@/lib/client/api";
import { formatMoment } from "@/lib/client/format-time";
import { finishRecovery } from "@/lib/client/step-up";

type Step =
  | { readonly kind: "waiting"; readonly opensAtMs: number }
  | {
      readonly kind: "open";
      readonly ceremonyId: string;
      readonly options: PublicKeyCredentialCreationOptionsJSON;
    };

/** Shows the code; answers a sentence, or null when this page is about to be left. */
async function recover(email: string, code: string): Promise<string | null> {
  const shown = await sendJson<Step>("POST", "/api/recovery/options", { email, code });
  if (!shown.ok) return shown.message;
  if (shown.value.kind === "waiting") {
    return `The code is good. Come back with it from ${formatMoment(shown.value.opensAtMs)} ET, within two days. Whoever is signed in to this account sees this and can cancel it.`;
  }
  const done = await finishRecovery(shown.value);
  if (!done.ok) return done.message;
  location.assign("/settings/passkeys");
  return null;
}

/** The way back for somebody without a passkey. */
export function RecoverForm() {
  const ids = { email: useId(), code: useId() };
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    void recover(String(fields.get("email")).trim(), String(fields.get("code"))).then((said) => {
      setMessage(said);
      setBusy(false);
    });
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4">
      <label htmlFor={ids.email} className="flex flex-col gap-1.5">
        <span className="font-semibold">Email</span>
        <input
          id={ids.email}
          name="email"
          type="email"
          required
          maxLength={254}
          className="field h-11"
        />
      </label>
      <label htmlFor={ids.code} className="flex flex-col gap-1.5">
        <span className="font-semibold">Recovery code</span>
        <input
          id={ids.code}
          name="code"
          required
          maxLength={40}
          autoComplete="off"
          spellCheck={false}
          placeholder="XXXXX-XXXXX-XXXXX-XXXXX"
          className="field h-11 font-mono"
        />
      </label>
      <div role="status" className="empty:hidden">
        {message}
      </div>
      <Button type="submit" tone="primary" size="large" disabled={busy}>
        {busy ? "Checking…" : "Use this code"}
      </Button>
    </form>
  );
}

"use client";

import { Fingerprint } from "lucide-react";
import { type FormEvent, type RefObject, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmailField } from "@/components/ui/email-field";
import { PageLink } from "@/components/ui/page-link";
import { Sheet } from "@/components/ui/sheet";
import {
  continueWithPasskey,
  offerAutofill,
  type SignInOutcome,
  stopAutofill,
  supportsPasskeys,
} from "@/lib/client/passkey";

function openDesk(isNew: boolean): void {
  // A whole load, not a client transition: the desk must be rendered with the new session's cookie.
  location.assign(isNew ? "/trade?guide=1" : "/trade");
}

function usePasskey() {
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);

  function settle(outcome: SignInOutcome): void {
    if (outcome.kind === "signed_in") {
      openDesk(outcome.isNew);
      return;
    }
    setBusy(false);
    if (outcome.kind === "failed") setMessage(outcome.message);
  }

  useEffect(() => {
    let shown = true;
    void offerAutofill().then((outcome) => {
      if (!shown) return;
      if (outcome.kind === "signed_in") openDesk(outcome.isNew);
      if (outcome.kind === "failed") setMessage(outcome.message);
    });
    return () => {
      shown = false;
      stopAutofill();
    };
  }, []);

  async function submit(email: string): Promise<void> {
    setBusy(true);
    setMessage(null);
    settle(await continueWithPasskey(email));
  }

  return { busy, message, submit };
}

function NoPasskeys() {
  return (
    <div role="alert" className="flex flex-col gap-2 px-4 py-4">
      <p className="font-semibold">This browser cannot use passkeys</p>
      <p className="text-muted">
        Raxx has no passwords, so it needs one. Open this page in a current Chrome, Safari, Edge or
        Firefox, or on a phone with a screen lock, and you can start there.
      </p>
    </div>
  );
}

function PasskeyForm({ email: field }: { readonly email: RefObject<HTMLInputElement | null> }) {
  const { busy, message, submit } = usePasskey();
  const messageId = useId();

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const email = new FormData(event.currentTarget).get("email");
    if (typeof email === "string" && email !== "") void submit(email.trim());
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4 px-4 pt-2 pb-5">
      <EmailField
        field={field}
        autoComplete="username webauthn"
        describedBy={message === null ? undefined : messageId}
      />
      <p className="text-[0.8125rem] text-muted">
        Your device will ask to{" "}
        <strong className="font-semibold text-ink">save or use a passkey for Raxx</strong> and check
        it is you with fingerprint, face or PIN. That check stays on the device; we never see it,
        and there is no password.
      </p>
      <div id={messageId} role="alert" className="text-error empty:hidden">
        {message}
      </div>
      <Button type="submit" tone="primary" size="large" disabled={busy}>
        <Fingerprint aria-hidden size={20} />
        {busy ? "Waiting for your device…" : "Continue with passkey"}
      </Button>
      <p className="text-xs text-muted">
        Lost every passkey?{" "}
        <PageLink href="/recover" className="underline">
          Come back without one
        </PageLink>
        .
      </p>
      <p className="text-xs text-muted">
        By continuing you agree to the{" "}
        <PageLink href="/terms" className="underline">
          terms
        </PageLink>
        : trading here is simulated, and nothing on Raxx is advice.
      </p>
    </form>
  );
}

/** The one door: an email and a passkey, for those who are new and those who come back. */
export function PasskeySheet() {
  const [open, setOpen] = useState(false);
  const email = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button tone="primary" size="large" onClick={() => setOpen(true)}>
        Start simulated trading
      </Button>
      <Sheet
        open={open}
        onOpenChange={setOpen}
        title="Start or come back"
        place="center"
        firstField={email}
      >
        {open && (supportsPasskeys() ? <PasskeyForm email={email} /> : <NoPasskeys />)}
      </Sheet>
    </>
  );
}

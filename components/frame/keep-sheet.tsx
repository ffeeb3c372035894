import { Fingerprint } from "lucide-react";
import { type FormEvent, type RefObject, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmailField } from "@/components/ui/email-field";
import { SheetLayer } from "@/components/ui/sheet-layer";
import { keepAccount } from "@/lib/client/guest";
import { supportsPasskeys } from "@/lib/client/passkey";
import type { AskedLayerProps } from "./asked-layer";

function KeepForm({ field }: { readonly field: RefObject<HTMLInputElement | null> }) {
  const messageId = useId();
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);

  async function keep(email: string): Promise<void> {
    setBusy(true);
    const sent = await keepAccount(email);
    // A whole load: every page is another one for a user who is no guest.
    if (sent.ok) return location.reload();
    setBusy(false);
    setMessage(sent.message);
  }

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    void keep(String(new FormData(event.currentTarget).get("email")).trim());
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4 px-4 pt-2 pb-5">
      <p className="text-muted">
        Your account, orders and fills stay as they are. Your device saves a passkey; there is no
        password.
      </p>
      <EmailField
        field={field}
        autoComplete="email"
        describedBy={message === null ? undefined : messageId}
      />
      <div id={messageId} role="alert" className="text-error empty:hidden">
        {message}
      </div>
      <Button type="submit" tone="primary" size="large" disabled={busy}>
        <Fingerprint aria-hidden size={20} />
        {busy ? "Waiting for your device…" : "Keep it with a passkey"}
      </Button>
    </form>
  );
}

/** Where a guest becomes a user of their own. */
export function KeepSheet({ open, onOpenChange }: AskedLayerProps) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <SheetLayer
      open={open}
      onOpenChange={onOpenChange}
      title="Keep this account"
      place="center"
      firstField={field}
    >
      {supportsPasskeys() ? (
        <KeepForm field={field} />
      ) : (
        <p role="alert" className="px-4 pb-5">
          This browser cannot use passkeys; a guest stays in the browser it began in.
        </p>
      )}
    </SheetLayer>
  );
}

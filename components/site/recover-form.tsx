"use client";

import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { sendJson } from "@/lib/client/api";
import { recover } from "./recovery-step";

type Fields = { readonly [name: string]: string };

interface WayProps {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly primary?: boolean;
  /** Answers what to say. */
  readonly onSend: (fields: Fields) => Promise<string | null>;
  readonly children?: ReactNode;
}

function Way({ title, text, button, primary, onSend, children }: WayProps) {
  const ids = { title: useId(), email: useId() };
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);

  async function send(form: HTMLFormElement): Promise<void> {
    setBusy(true);
    const entries = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
    setMessage(await onSend(Object.fromEntries(entries)));
    setBusy(false);
  }

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    void send(event.currentTarget);
  }

  return (
    <form
      onSubmit={onSubmit}
      aria-labelledby={ids.title}
      className="flex flex-col gap-4 rounded-lg border border-line bg-panel p-4"
    >
      <div className="flex flex-col gap-1">
        <h2 id={ids.title} className="text-lg font-semibold">
          {title}
        </h2>
        <p className="text-muted">{text}</p>
      </div>
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
      {children}
      <div role="status" className="empty:hidden">
        {message}
      </div>
      <Button
        type="submit"
        tone={primary === true ? "primary" : "secondary"}
        size="large"
        disabled={busy}
      >
        {busy ? "One moment…" : button}
      </Button>
    </form>
  );
}

async function mailLink({ email }: Fields): Promise<string> {
  const sent = await sendJson("POST", "/api/recovery/link", { email });
  return sent.ok
    ? "If this address is confirmed for an account, a link is on its way to it. It must be opened within an hour."
    : sent.message;
}

/** The ways back for somebody without a passkey. */
export function RecoverForm() {
  const code = useId();
  return (
    <>
      <Way
        title="With a recovery code"
        text="One of the ten you kept. The first time you enter it the day starts; then enter the same one again."
        button="Use this code"
        primary
        onSend={(body) => recover({ path: "/api/recovery/options", body, with: "code" })}
      >
        <label htmlFor={code} className="flex flex-col gap-1.5">
          <span className="font-semibold">Recovery code</span>
          <input
            id={code}
            name="code"
            required
            maxLength={40}
            autoComplete="off"
            spellCheck={false}
            placeholder="XXXXX-XXXXX-XXXXX-XXXXX-XXXXX"
            className="field h-11 font-mono"
          />
        </label>
      </Way>
      <Way
        title="With a mailed link"
        text="Only to an address you confirmed in the settings."
        button="Mail me a link"
        onSend={mailLink}
      />
    </>
  );
}

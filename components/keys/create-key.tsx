import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import type { Scope } from "@/lib/wire/raxx/scope";
import type { KeyTerms } from "@/lib/wire/raxx/step-up";
import { KeyLimits } from "./key-limits";

interface CreateKeyProps {
  /** Answers a sentence when it failed, null when it worked. */
  readonly onCreate: (terms: KeyTerms) => Promise<string | null>;
}

function termsOf(form: HTMLFormElement): KeyTerms {
  const fields = new FormData(form);
  const days = String(fields.get("days") ?? "");
  return {
    name: String(fields.get("name") ?? "").trim(),
    scopes: fields.getAll("scope").map(String) as Scope[],
    expiresInDays: days === "" ? null : days,
    allowedIps: String(fields.get("ips") ?? "")
      .split(/[\s,]+/)
      .filter((text) => text !== ""),
  };
}

/** Names a new key, and limits it for those who want to. */
export function CreateKey({ onCreate }: CreateKeyProps) {
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const id = useId();

  async function create(form: HTMLFormElement): Promise<void> {
    setBusy(true);
    const failure = await onCreate(termsOf(form));
    setBusy(false);
    setMessage(failure);
    if (failure === null) form.reset();
  }

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    void create(event.currentTarget);
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-2">
      <label htmlFor={id} className="font-semibold">
        Name of the new key
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          name="name"
          required
          maxLength={60}
          autoComplete="off"
          placeholder="my bot"
          className="field min-w-0 flex-1"
        />
        <Button type="submit" tone="primary" disabled={busy}>
          {busy ? "Creating…" : "Create key"}
        </Button>
      </div>
      <KeyLimits />
      <div role="alert" className="text-error empty:hidden">
        {message}
      </div>
    </form>
  );
}

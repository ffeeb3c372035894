"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import type { Scope } from "@/lib/wire/raxx/scope";
import type { ActionResult } from "@/lib/wire/raxx/ticket";
import { SCOPE_WORDS } from "./scope-words";

interface ConsentProps {
  readonly app: string;
  readonly site: string;
  readonly email: string;
  readonly scopes: readonly Scope[];
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  readonly answer: (input: {
    readonly allow: boolean;
    readonly accountId: string;
  }) => Promise<ActionResult<{ redirectTo: string }>>;
}

/** Asks whether an app may use one paper account. */
export function Consent({ app, site, email, scopes, accounts, answer }: ConsentProps) {
  const [accountId, setAccountId] = useState(accounts[0]?.id ?? "");
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const id = useId();

  async function say(allow: boolean): Promise<void> {
    setBusy(true);
    const result = await answer({ allow, accountId }).catch(() => null);
    if (result?.ok) return window.location.assign(result.value.redirectTo);
    setBusy(false);
    setMessage(result?.message ?? "The answer was lost on the way. Try again.");
  }

  return (
    <main className="mx-auto flex max-w-md flex-col gap-4 p-6">
      <h1 className="text-lg font-semibold">Connect {app}</h1>
      <p>
        {app} wants to use one of your paper accounts and will be answered at {site}. You are signed
        in as {email}.
      </p>
      <ul className="list-disc pl-5">
        {scopes.map((scope) => (
          <li key={scope}>{SCOPE_WORDS[scope]}</li>
        ))}
      </ul>
      <label htmlFor={id} className="font-semibold">
        Account
      </label>
      <select
        id={id}
        className="field"
        value={accountId}
        onChange={(event) => setAccountId(event.target.value)}
      >
        {accounts.map((account) => (
          <option key={account.id} value={account.id}>
            {account.name}
          </option>
        ))}
      </select>
      <div className="flex gap-2">
        <Button tone="primary" disabled={busy} onClick={() => void say(true)}>
          Allow
        </Button>
        <Button tone="ghost" disabled={busy} onClick={() => void say(false)}>
          Deny
        </Button>
      </div>
      <div role="alert" className="text-error empty:hidden">
        {message}
      </div>
    </main>
  );
}

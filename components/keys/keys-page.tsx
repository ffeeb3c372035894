"use client";

import { useState } from "react";
import { sendSigned } from "@/lib/client/step-up";
import type { ApiKeyView, MadeKeyView } from "@/lib/wire/raxx/keys";
import type { KeyTerms } from "@/lib/wire/raxx/step-up";
import { CreateKey } from "./create-key";
import { KeyList } from "./key-list";
import { NewSecret } from "./new-secret";
import { QuickStart } from "./quick-start";

/** API keys: make one, see its secret once, try it, exchange it, revoke it; a passkey signs each. */
export function KeysPage({ keys: first }: { readonly keys: readonly ApiKeyView[] }) {
  const [keys, setKeys] = useState(first);
  const [made, setMade] = useState<MadeKeyView | null>(null);

  function show(value: MadeKeyView): void {
    setKeys((known) => [value.key, ...known]);
    setMade(value);
  }

  async function create(terms: KeyTerms): Promise<string | null> {
    const action = { kind: "api_key.create", terms } as const;
    const sent = await sendSigned<MadeKeyView>("POST", "/api/keys", { action, body: { terms } });
    if (!sent.ok) return sent.message;
    show(sent.value);
    return null;
  }

  async function rotate({ id }: ApiKeyView): Promise<string | null> {
    const action = { kind: "api_key.rotate", id } as const;
    const sent = await sendSigned<MadeKeyView>("POST", `/api/keys/${id}/rotation`, { action });
    if (!sent.ok) return sent.message;
    show(sent.value);
    return null;
  }

  async function revoke({ id }: ApiKeyView): Promise<string | null> {
    const action = { kind: "api_key.revoke", id } as const;
    const sent = await sendSigned("DELETE", `/api/keys/${id}`, { action });
    if (!sent.ok) return sent.message;
    // Gone from the list of keys that work; the server keeps when it was revoked.
    setKeys((known) => known.filter((key) => key.id !== id));
    if (made?.key.id === id) setMade(null);
    return null;
  }

  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">API keys</h1>
      <p className="text-muted">
        A key trades this simulated account with any Alpaca SDK: change the URL, keep the code. Keys
        never reach real money.
      </p>
      <CreateKey onCreate={create} />
      {made === null ? null : <NewSecret made={made} />}
      <KeyList keys={keys} onRotate={rotate} onRevoke={revoke} />
      <QuickStart made={made} />
    </>
  );
}

"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { Sent } from "@/lib/client/api";
import { sendJson } from "@/lib/client/api";
import { addPasskey, sendSigned, signalPasskeys } from "@/lib/client/step-up";
import type { EmailView, PasskeyView, RecoveryView } from "@/lib/wire/raxx/security";
import { EmailPanel } from "./email-panel";
import { PasskeyRow } from "./passkey-row";
import { RecoveryPanel } from "./recovery-panel";

interface Passkeys {
  readonly passkeys: readonly PasskeyView[];
  readonly userHandle: string;
}

function usePasskeys(first: readonly PasskeyView[]) {
  const [passkeys, setPasskeys] = useState(first);

  /** Shows what is there now, and tells the browser. */
  async function settle(sent: Sent<Passkeys>): Promise<string | null> {
    if (!sent.ok) return sent.message;
    const now = sent.value;
    setPasskeys(now.passkeys);
    const working = now.passkeys.filter(({ locked }) => !locked);
    await signalPasskeys(
      now.userHandle,
      working.map(({ credentialId }) => credentialId),
    );
    return null;
  }

  return {
    passkeys,
    add: async () => settle(await addPasskey<Passkeys>()),
    rename: async (id: string, name: string) =>
      settle(await sendJson<Passkeys>("PATCH", `/api/passkeys/${id}`, { name })),
    remove: async (id: string) =>
      settle(
        await sendSigned<Passkeys>("DELETE", `/api/passkeys/${id}`, {
          action: { kind: "passkey.remove", id },
        }),
      ),
  };
}

interface PasskeysPageProps {
  readonly passkeys: readonly PasskeyView[];
  readonly recovery: RecoveryView;
  readonly email: EmailView;
}

/** The ways into the account: passkeys, and codes for when they are lost. */
export function PasskeysPage({ passkeys: first, recovery, email }: PasskeysPageProps) {
  const { passkeys, add, rename, remove } = usePasskeys(first);
  const [message, setMessage] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const working = passkeys.filter(({ locked }) => !locked);

  async function onAdd(): Promise<void> {
    setBusy(true);
    setMessage(await add());
    setBusy(false);
  }

  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Passkeys</h1>
      <p className="text-muted">
        A passkey is how you come in and how you confirm what matters. Raxx has no passwords. With
        two passkeys, losing a device locks nobody out.
      </p>
      {email.email === null ? (
        <p>A guest has none yet. Keep this account with one, at the top of the page.</p>
      ) : (
        <>
          <Panel
            title="Your passkeys"
            actions={
              <Button size="small" disabled={busy} onClick={() => void onAdd()}>
                {busy ? "Waiting for your device…" : "Add a passkey"}
              </Button>
            }
          >
            <div role="alert" className="px-3 pt-2 text-error empty:hidden">
              {message}
            </div>
            <ul>
              {passkeys.map((passkey) => (
                <PasskeyRow
                  key={passkey.id}
                  passkey={passkey}
                  isLast={working.length === 1 && !passkey.locked}
                  onRename={(name) => rename(passkey.id, name)}
                  onRemove={() => remove(passkey.id)}
                />
              ))}
            </ul>
          </Panel>
          <RecoveryPanel recovery={recovery} />
          <EmailPanel email={email} />
        </>
      )}
    </>
  );
}

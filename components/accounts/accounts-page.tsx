"use client";

import { type FormEvent, useState } from "react";
import { useFrame } from "@/components/frame/frame-context";
import { ConfirmButton } from "@/components/settings/confirm-button";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Panel } from "@/components/ui/panel";
import { formatMoney } from "@/lib/client/format";
import { formatMoment } from "@/lib/client/format-time";
import type { AccountChoice } from "@/lib/wire/raxx/frame";
import { NewAccount } from "./new-account";
import { ResetAccount } from "./reset-account";
import { useAccountAct } from "./use-account-act";

function Rename({
  account,
  onDone,
}: {
  readonly account: AccountChoice;
  readonly onDone: () => void;
}) {
  const { accountActions } = useFrame();
  const { busy, message, run } = useAccountAct();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name") ?? "");
    void run(() => accountActions.rename({ id: account.id, name }), onDone);
  }

  return (
    <form onSubmit={submit} className="flex flex-wrap items-center gap-2">
      <input
        name="name"
        aria-label={`New name of ${account.name}`}
        required
        maxLength={60}
        defaultValue={account.name}
        className="field"
      />
      <Button type="submit" size="small" disabled={busy}>
        Save
      </Button>
      <Button size="small" tone="ghost" onClick={onDone}>
        Keep
      </Button>
      <span role="alert" className="basis-full text-error empty:hidden">
        {message}
      </span>
    </form>
  );
}

interface RowProps {
  readonly account: AccountChoice;
  readonly onReset: (account: AccountChoice) => void;
}

function Acts({ account, onReset, onRename }: RowProps & { readonly onRename: () => void }) {
  const { accountActions } = useFrame();
  const { run } = useAccountAct();
  const { id, name, archivedAtMs } = account;

  /** The row's own sentence when it failed; the list is loaded anew when it worked. */
  async function confirm(act: (id: string) => ReturnType<typeof accountActions.archive>) {
    const answer = await act(id).catch(() => null);
    if (answer?.ok !== true) return answer?.message ?? "The server could not be reached.";
    await run(async () => answer);
    return null;
  }

  if (archivedAtMs !== null) {
    return (
      <ConfirmButton
        label="Restore"
        spoken={`Restore ${name}`}
        sure="Take it back"
        onConfirm={() => confirm(accountActions.restore)}
      />
    );
  }
  return (
    <span className="flex flex-wrap gap-1">
      <Button size="small" aria-label={`Rename ${name}`} onClick={onRename}>
        Rename
      </Button>
      <Button size="small" aria-label={`Reset ${name}`} onClick={() => onReset(account)}>
        Reset…
      </Button>
      <ConfirmButton
        label="Archive"
        spoken={`Archive ${name}`}
        sure="Cancel its orders and archive"
        onConfirm={() => confirm(accountActions.archive)}
      />
    </span>
  );
}

function AccountRow({ account, onReset }: RowProps) {
  const { frame } = useFrame();
  const [renaming, setRenaming] = useState(false);
  const { id, name, epoch, kind, profile, startingCash, openedAtMs, archivedAtMs } = account;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-3 py-2 first:border-t-0">
      <div className="min-w-0 flex-1 basis-60">
        {renaming ? (
          <Rename account={account} onDone={() => setRenaming(false)} />
        ) : (
          <p className="flex items-center gap-2 font-semibold">
            {name}
            {id === frame.account.id ? <Chip tone="accent">On screen</Chip> : null}
            {archivedAtMs === null ? null : <Chip tone="slate">Archived</Chip>}
          </p>
        )}
        <p className="text-xs text-muted">
          Epoch {epoch} since {formatMoment(openedAtMs)} ET, began with {formatMoney(startingCash)}{" "}
          · {kind} · fills {profile}
        </p>
      </div>
      <Acts account={account} onReset={onReset} onRename={() => setRenaming(true)} />
    </li>
  );
}

/** Every paper account of the user. */
export function AccountsPage() {
  const { frame } = useFrame();
  const [opening, setOpening] = useState(false);
  const [resetting, setResetting] = useState<AccountChoice | null>(null);
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Accounts</h1>
      <p className="text-muted">
        Each account is simulated and has its own cash, orders, API keys and history. An archived
        one is put away with everything it has, and can be taken back.
      </p>
      <Panel
        title="Your accounts"
        actions={
          <Button size="small" onClick={() => setOpening(true)}>
            New account…
          </Button>
        }
      >
        {/* Balances are what an epoch began with, and the same in every feed. */}
        <ul data-feed={frame.label.feed}>
          {frame.accounts.map((account) => (
            <AccountRow key={account.id} account={account} onReset={setResetting} />
          ))}
        </ul>
      </Panel>
      <NewAccount open={opening} onOpenChange={setOpening} />
      <ResetAccount account={resetting} onClose={() => setResetting(null)} />
    </>
  );
}

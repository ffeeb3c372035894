"use client";

import { Menu } from "@base-ui/react/menu";
import { Check, ChevronDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useRef, useState } from "react";
import { useFrame } from "@/components/frame/frame-context";
import { tellError } from "@/lib/client/toast";
import type { AccountChoice } from "@/lib/wire/raxx/frame";
import { ACCOUNTS_BUTTON } from "./accounts-look";
import { NewAccount } from "./new-account";
import { ResetAccount } from "./reset-account";

const ITEM =
  "flex min-h-8 cursor-default items-center gap-2 px-3 py-1 outline-none data-highlighted:bg-raised";

function Item({
  onClick,
  children,
}: {
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Menu.Item className={ITEM} onClick={onClick}>
      {children}
    </Menu.Item>
  );
}

function Accounts() {
  const { frame, accountActions } = useFrame();

  async function turnTo(id: string): Promise<void> {
    const answer = await accountActions.switch(id).catch(() => null);
    // A whole load: stores and socket of this page are the other account's.
    if (answer?.ok === true) location.reload();
    else tellError(answer?.message ?? "The server could not be reached; nothing was changed.");
  }

  return (
    <Menu.RadioGroup
      value={frame.account.id}
      onValueChange={(id) => void turnTo(String(id))}
      aria-label="Account"
    >
      {frame.accounts
        .filter(({ archivedAtMs }) => archivedAtMs === null)
        .map(({ id, name, epoch, profile }) => (
          <Menu.RadioItem key={id} value={id} closeOnClick className={ITEM}>
            <span className="inline-flex w-4">
              <Menu.RadioItemIndicator>
                <Check aria-hidden size={15} />
              </Menu.RadioItemIndicator>
            </span>
            <span className="min-w-0 flex-1 truncate">{name}</span>
            <span className="text-xs text-muted">
              epoch {epoch} · {profile}
            </span>
          </Menu.RadioItem>
        ))}
    </Menu.RadioGroup>
  );
}

/** The account this page shows, the others, and what can be done with them. */
export function AccountsMenu() {
  const { frame } = useFrame();
  const router = useRouter();
  const [opening, setOpening] = useState(false);
  const [resetting, setResetting] = useState<AccountChoice | null>(null);
  /** The menu opens inside the banner: outside of it, it would belong to no part of the page. */
  const host = useRef<HTMLDivElement>(null);
  return (
    <>
      <div ref={host} className="contents" />
      <Menu.Root defaultOpen>
        <Menu.Trigger
          aria-label={`Account ${frame.account.name}, menu`}
          className={ACCOUNTS_BUTTON}
        >
          <span className="truncate">{frame.account.name}</span>
          <ChevronDown aria-hidden size={15} className="shrink-0 text-muted" />
        </Menu.Trigger>
        <Menu.Portal container={host}>
          <Menu.Positioner sideOffset={6} align="start" className="z-40">
            <Menu.Popup className="w-72 max-w-(--available-width) rounded-lg border border-line bg-panel py-1 text-ink shadow-2xl outline-none">
              <Accounts />
              <Menu.Separator className="my-1 border-t border-line" />
              <Item onClick={() => setOpening(true)}>New account…</Item>
              <Item onClick={() => setResetting(frame.account)}>Reset {frame.account.name}…</Item>
              <Item onClick={() => router.push("/settings/accounts")}>
                Rename, archive and more
              </Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <NewAccount open={opening} onOpenChange={setOpening} />
      <ResetAccount account={resetting} onClose={() => setResetting(null)} />
    </>
  );
}

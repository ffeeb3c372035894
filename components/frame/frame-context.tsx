"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { lazyPart } from "@/components/ui/lazy-part";
import type { NoteForm, ReportForm } from "@/lib/wire/raxx/fill-context";
import type { FrameView, NewAccountForm, RenameForm, ResetForm } from "@/lib/wire/raxx/frame";
import type { ActionResult } from "@/lib/wire/raxx/ticket";
import { AskedLayer } from "./asked-layer";
import { OfflineReady } from "./offline-ready";
import { ShortcutKeys } from "./shortcut-keys";

const palette = lazyPart(() => import("./command-palette").then((module) => module.CommandPalette));
const help = lazyPart(() => import("./shortcuts-sheet").then((module) => module.ShortcutsSheet));
const PALETTE_COMMANDS = ["palette", "symbol"] as const;
const HELP_COMMANDS = ["help"] as const;

type Done = Promise<ActionResult<null>>;

/** Server actions on accounts; the layout passes them in, so components never see the server. */
interface AccountActions {
  readonly open: (form: NewAccountForm) => Done;
  readonly reset: (form: ResetForm) => Done;
  readonly rename: (form: RenameForm) => Done;
  readonly archive: (id: string) => Done;
  readonly restore: (id: string) => Done;
  readonly switch: (id: string) => Done;
}

interface NoticeActions {
  /** Marks notices as read, up to one. */
  readonly read: (id: string) => Done;
}

interface JournalActions {
  readonly note: (form: NoteForm) => Done;
  readonly report: (form: ReportForm) => Done;
}

interface FrameValue {
  readonly frame: FrameView;
  readonly accountActions: AccountActions;
  readonly noticeActions: NoticeActions;
  /** Bound to the account on screen. */
  readonly journalActions: JournalActions;
}

const FrameContext = createContext<FrameValue | null>(null);

/** Around every signed-in page: what its bar and menus show. */
export function FrameProvider({
  children,
  ...parts
}: FrameValue & { readonly children: ReactNode }) {
  const { frame, accountActions, noticeActions, journalActions } = parts;
  const value = useMemo(
    () => ({ frame, accountActions, noticeActions, journalActions }),
    [frame, accountActions, noticeActions, journalActions],
  );
  return (
    <FrameContext value={value}>
      {children}
      <ShortcutKeys />
      <AskedLayer commands={HELP_COMMANDS} part={help.Part} preload={help.preload} />
      <AskedLayer commands={PALETTE_COMMANDS} part={palette.Part} preload={palette.preload} />
      <OfflineReady />
    </FrameContext>
  );
}

/** The frame of a signed-in page; only inside FrameProvider. */
export function useFrame(): FrameValue {
  const value = useContext(FrameContext);
  if (value === null) throw new Error("useFrame needs a FrameProvider above it");
  return value;
}

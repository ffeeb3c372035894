"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { FrameView, NewAccountForm, RenameForm, ResetForm } from "@/lib/wire/raxx/frame";
import type { ActionResult } from "@/lib/wire/raxx/ticket";

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

interface FrameValue {
  readonly frame: FrameView;
  readonly accountActions: AccountActions;
}

const FrameContext = createContext<FrameValue | null>(null);

/** Around every signed-in page: what its bar and menus show. */
export function FrameProvider({
  frame,
  accountActions,
  children,
}: FrameValue & { readonly children: ReactNode }) {
  const value = useMemo(() => ({ frame, accountActions }), [frame, accountActions]);
  return <FrameContext value={value}>{children}</FrameContext>;
}

/** The frame of a signed-in page; only inside FrameProvider. */
export function useFrame(): FrameValue {
  const value = useContext(FrameContext);
  if (value === null) throw new Error("useFrame needs a FrameProvider above it");
  return value;
}

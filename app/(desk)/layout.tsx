import type { ReactNode } from "react";
import { FrameProvider } from "@/components/frame/frame-context";
import { loadFrame } from "@/lib/http/next/frame";
import {
  archiveAccountAction,
  openAccountAction,
  renameAccountAction,
  resetAccountAction,
  restoreAccountAction,
  switchAccountAction,
} from "./account-actions";

const ACCOUNT_ACTIONS = {
  open: openAccountAction,
  reset: resetAccountAction,
  rename: renameAccountAction,
  archive: archiveAccountAction,
  restore: restoreAccountAction,
  switch: switchAccountAction,
};

export default async function DeskLayout({ children }: { readonly children: ReactNode }) {
  return (
    <FrameProvider frame={await loadFrame()} accountActions={ACCOUNT_ACTIONS}>
      {children}
    </FrameProvider>
  );
}

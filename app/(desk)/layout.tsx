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
import { keepNoteAction, reportFillAction } from "./history-actions";
import { markReadAction } from "./notice-actions";

const ACCOUNT_ACTIONS = {
  open: openAccountAction,
  reset: resetAccountAction,
  rename: renameAccountAction,
  archive: archiveAccountAction,
  restore: restoreAccountAction,
  switch: switchAccountAction,
};

const NOTICE_ACTIONS = { read: markReadAction };

export default async function DeskLayout({ children }: { readonly children: ReactNode }) {
  const frame = await loadFrame();
  const { id } = frame.account;
  return (
    <FrameProvider
      frame={frame}
      accountActions={ACCOUNT_ACTIONS}
      noticeActions={NOTICE_ACTIONS}
      journalActions={{
        note: keepNoteAction.bind(null, id),
        report: reportFillAction.bind(null, id),
      }}
    >
      {children}
    </FrameProvider>
  );
}

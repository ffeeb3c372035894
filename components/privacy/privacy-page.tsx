"use client";

import { useFrame } from "@/components/frame/frame-context";
import { ErasePanel } from "./erase-panel";
import { ExportPanel } from "./export-panel";

/** What we hold about a person: to take along, and to be gone. */
export function PrivacyPage() {
  const { email, erasesAtMs } = useFrame().frame;
  const isGuest = email === null;
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Privacy</h1>
      <p className="text-muted">
        We keep your address, your passkeys' public halves, from where you signed in (coarsely), and
        what you do on your paper accounts. Nothing of it goes to anybody else.
      </p>
      {isGuest ? (
        <p>
          A guest's account is erased when its day is over. Keep it with a passkey, at the top of
          the page, to export it.
        </p>
      ) : (
        <>
          <ExportPanel />
          {erasesAtMs === null ? <ErasePanel /> : null}
        </>
      )}
    </>
  );
}

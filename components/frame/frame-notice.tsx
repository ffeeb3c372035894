import { PageLink } from "@/components/ui/page-link";
import { formatMoment } from "@/lib/client/format-time";
import { useFrame } from "./frame-context";
import { KeepAccount } from "./keep-account";
import { NoticeLine } from "./notice-line";
import { UndoErasure } from "./undo-erasure";

/** What a person must know on every page: that their account ends, or that somebody wants to come in. */
export function FrameNotice() {
  const { guestUntilMs, erasesAtMs, recoveryOpensAtMs } = useFrame().frame;
  return (
    <>
      {erasesAtMs === null ? null : <UndoErasure atMs={erasesAtMs} />}
      {guestUntilMs === null ? null : <KeepAccount untilMs={guestUntilMs} />}
      {recoveryOpensAtMs === null ? null : (
        <NoticeLine>
          <span>
            <strong>Somebody began a recovery of this account.</strong> From{" "}
            {formatMoment(recoveryOpensAtMs)} ET they can make a passkey for it.
          </span>
          <PageLink href="/settings/passkeys" className="underline">
            Look at it, or cancel it
          </PageLink>
        </NoticeLine>
      )}
    </>
  );
}

import { useFrame } from "@/components/frame/frame-context";
import { lazyPart } from "@/components/ui/lazy-part";
import { OnPress } from "@/components/ui/on-press";
import type { NoticeView } from "@/lib/wire/raxx/notices";
import { BELL_BUTTON, BellFace, bellName } from "./bell-face";
import { useNotices } from "./use-notices";

const { Part: NoticesPopup, preload } = lazyPart(() =>
  import("./notices-popup").then((module) => module.NoticesPopup),
);

/** How many notices are unread; pressed, the notices. Having seen them reads them. */
export function NoticesBell({
  isSaidHere,
}: {
  readonly isSaidHere: (notice: NoticeView) => boolean;
}) {
  const { noticeActions } = useFrame();
  const { view, look } = useNotices(isSaidHere);
  const { unread, notices } = view;

  async function read(): Promise<void> {
    const [newest] = notices;
    if (unread === 0 || newest === undefined) return;
    await noticeActions.read(newest.id).catch(() => null);
    await look();
  }

  return (
    <OnPress
      preload={preload}
      button={
        <button
          type="button"
          aria-label={bellName(unread)}
          aria-haspopup="dialog"
          className={BELL_BUTTON}
        >
          <BellFace unread={unread} />
        </button>
      }
    >
      <NoticesPopup view={view} onSeen={() => void read()} />
    </OnPress>
  );
}

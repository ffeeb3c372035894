import { Popover } from "@base-ui/react/popover";
import { useFrame } from "@/components/frame/frame-context";
import { buttonClass } from "@/components/ui/button";
import { PageLink } from "@/components/ui/page-link";
import type { NoticesView } from "@/lib/wire/raxx/notices";
import { BELL_BUTTON, BellFace, bellName } from "./bell-face";
import { NoticeList } from "./notice-list";

const SHOWN_MAX = 20;

interface NoticesPopupProps {
  readonly view: NoticesView;
  /** Closed again, everything in it has been seen. */
  readonly onSeen: () => void;
}

/** The bell with its notices open. */
export function NoticesPopup({ view, onSeen }: NoticesPopupProps) {
  const { frame } = useFrame();
  return (
    <Popover.Root defaultOpen onOpenChange={(open) => !open && onSeen()}>
      <Popover.Trigger aria-label={bellName(view.unread)} className={BELL_BUTTON}>
        <BellFace unread={view.unread} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" className="z-40">
          <Popover.Popup
            data-feed={frame.label.feed}
            className="flex max-h-[min(32rem,var(--available-height))] w-88 max-w-(--available-width) flex-col rounded-lg border border-line bg-panel text-ink shadow-2xl"
          >
            <div className="flex items-center justify-between border-b border-line px-3 py-2">
              <Popover.Title className="font-semibold">Notifications</Popover.Title>
              <PageLink href="/alerts" className={buttonClass("ghost", "small")}>
                Alerts
              </PageLink>
            </div>
            <div className="overflow-y-auto">
              <NoticeList notices={view.notices.slice(0, SHOWN_MAX)} />
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

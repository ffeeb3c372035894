import { Popover } from "@base-ui/react/popover";
import { Bell } from "lucide-react";
import { useFrame } from "@/components/frame/frame-context";
import { buttonClass } from "@/components/ui/button";
import { PageLink } from "@/components/ui/page-link";
import type { NoticeView } from "@/lib/wire/raxx/notices";
import { NoticeList } from "./notice-list";
import { useNotices } from "./use-notices";

const SHOWN_MAX = 20;
const COUNT_MAX = 99;

/** Notices and how many of them are unread; opening it reads them. */
export function NoticesBell({
  isSaidHere,
}: {
  readonly isSaidHere: (notice: NoticeView) => boolean;
}) {
  const { frame, noticeActions } = useFrame();
  const { view, look } = useNotices(isSaidHere);
  const { unread, notices } = view;
  const count = unread > COUNT_MAX ? `${COUNT_MAX}+` : String(unread);

  async function read(): Promise<void> {
    const [newest] = notices;
    if (unread === 0 || newest === undefined) return;
    await noticeActions.read(newest.id).catch(() => null);
    await look();
  }

  return (
    <Popover.Root onOpenChange={(open) => !open && void read()}>
      <Popover.Trigger
        aria-label={unread === 0 ? "Notifications" : `Notifications, ${count} unread`}
        className="relative inline-flex size-8 items-center justify-center rounded-md text-muted hover:bg-raised hover:text-ink"
      >
        <Bell aria-hidden size={17} />
        {unread === 0 ? null : (
          <span
            aria-hidden
            className="absolute -top-0.5 -right-0.5 min-w-4 rounded-full bg-sim-solid px-1 text-center text-[0.625rem] leading-4 font-semibold text-on-solid"
          >
            {count}
          </span>
        )}
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
              <NoticeList notices={notices.slice(0, SHOWN_MAX)} />
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

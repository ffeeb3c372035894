import { Bell } from "lucide-react";

const COUNT_MAX = 99;

export const BELL_BUTTON =
  "relative inline-flex size-8 items-center justify-center rounded-md text-muted hover:bg-raised hover:text-ink";

function countText(unread: number): string {
  return unread > COUNT_MAX ? `${COUNT_MAX}+` : String(unread);
}

/** The name of the bell's button. */
export function bellName(unread: number): string {
  return unread === 0 ? "Notifications" : `Notifications, ${countText(unread)} unread`;
}

/** A bell with how much is unread. */
export function BellFace({ unread }: { readonly unread: number }) {
  return (
    <>
      <Bell aria-hidden size={17} />
      {unread === 0 ? null : (
        <span
          aria-hidden
          className="absolute -top-0.5 -right-0.5 min-w-4 rounded-full bg-sim-solid px-1 text-center text-[0.625rem] leading-4 font-semibold text-on-solid"
        >
          {countText(unread)}
        </span>
      )}
    </>
  );
}

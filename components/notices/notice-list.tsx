import { Bell, CalendarClock, ReceiptText, TrendingUp } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import { formatMoment } from "@/lib/client/format-time";
import type { NoticeKind, NoticeView } from "@/lib/wire/raxx/notices";

const ICONS = {
  price: TrendingUp,
  fill: ReceiptText,
  assignment: Bell,
  expiry: CalendarClock,
} as const satisfies { readonly [K in NoticeKind]: unknown };

/** Notices, newest first; what is unread carries a dot and a word. */
export function NoticeList({ notices }: { readonly notices: readonly NoticeView[] }) {
  if (notices.length === 0) {
    return (
      <p className="px-3 py-4 text-muted">
        Nothing yet. Fills, assignments, expiries and the prices you wait for are told here.
      </p>
    );
  }
  return (
    <ul aria-label="Notifications">
      {notices.map(({ id, kind, text, atMs, unread }) => {
        const Icon = ICONS[kind];
        return (
          <li key={id} className="flex gap-2 border-t border-line px-3 py-2 first:border-t-0">
            <Icon aria-hidden size={16} className="mt-0.5 shrink-0 text-muted" />
            <div className="min-w-0 flex-1">
              <p className={classNames(unread && "font-semibold")}>{text}</p>
              <p className="text-xs text-muted">
                {formatMoment(atMs)} ET, simulated
                {unread ? <span className="sr-only">, unread</span> : null}
              </p>
            </div>
            {unread ? (
              <span aria-hidden className="mt-1.5 size-2 shrink-0 rounded-full bg-sim" />
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

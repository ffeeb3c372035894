import { useCallback, useEffect, useRef, useState } from "react";
import { getJson } from "@/lib/client/api";
import { tell } from "@/lib/client/toast";
import type { NoticesView, NoticeView } from "@/lib/wire/raxx/notices";

const LOOK_MS = 10_000;
const NONE: NoticesView = { unread: 0, notices: [] };

/**
 * What the user was told of, looked at every ten seconds while the page is seen. What is new since the
 * page was opened is said as a toast, but for what the page says by itself.
 */
export function useNotices(isSaidHere: (notice: NoticeView) => boolean) {
  const [view, setView] = useState(NONE);
  const newest = useRef<string | null>(null);

  const look = useCallback(async () => {
    const loaded = await getJson<NoticesView>("/api/notices");
    if (!loaded.ok) return;
    const { notices } = loaded.value;
    const before = newest.current;
    newest.current = notices[0]?.id ?? "";
    setView(loaded.value);
    if (before === null) return;
    const fresh = notices.filter((notice) => notice.id > before && notice.unread);
    for (const notice of fresh.reverse()) if (!isSaidHere(notice)) tell(notice.text);
  }, [isSaidHere]);

  useEffect(() => {
    void look();
    const timer = setInterval(() => {
      if (!document.hidden) void look();
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [look]);

  return { view, look };
}

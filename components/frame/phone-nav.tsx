import { classNames } from "@/components/ui/class-names";
import { PageLink } from "@/components/ui/page-link";
import { PLACES, type Place } from "./places";

/** The phone's way around on every page but the desk, whose tabs are parts of it. */
export function PhoneNav({ here }: { readonly here: Place }) {
  return (
    <nav
      aria-label="Pages"
      className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-panel md:hidden"
    >
      {PLACES.map(({ href, label, icon: Icon }) => (
        <PageLink
          key={href}
          href={href}
          aria-current={here === href ? "page" : undefined}
          className={classNames(
            "flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-xs",
            here === href ? "font-semibold text-ink" : "text-muted",
          )}
        >
          <Icon aria-hidden size={20} />
          <span className="truncate">{label}</span>
        </PageLink>
      ))}
    </nav>
  );
}

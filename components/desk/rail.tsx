import { PLACES, type Place } from "@/components/frame/places";
import { classNames } from "@/components/ui/class-names";
import { PageLink } from "@/components/ui/page-link";

/** The left rail of wide screens: icons, with their words on hover and focus. */
export function Rail({ here }: { readonly here: Place }) {
  return (
    <nav
      aria-label="Main"
      className="sticky top-0 z-30 flex h-dvh w-14 shrink-0 flex-col items-center gap-1 border-r border-line bg-panel py-3 max-md:hidden"
    >
      <PageLink
        href="/"
        aria-label="Rx, the start page of Raxx"
        className="mb-3 rounded p-1 font-bold tracking-tight"
      >
        Rx
      </PageLink>
      {PLACES.map(({ href, label, icon: Icon }) => (
        <PageLink
          key={href}
          href={href}
          aria-label={label}
          aria-current={here === href ? "page" : undefined}
          className={classNames(
            "group relative flex size-10 items-center justify-center rounded-md hover:bg-raised hover:text-ink",
            here === href ? "bg-raised text-ink" : "text-muted",
          )}
        >
          <Icon aria-hidden size={20} />
          <span
            aria-hidden
            className="pointer-events-none absolute left-full ml-2 hidden rounded bg-ink px-2 py-1 text-xs whitespace-nowrap text-panel group-hover:block group-focus-visible:block"
          >
            {label}
          </span>
        </PageLink>
      ))}
    </nav>
  );
}

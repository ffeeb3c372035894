import { ChevronRight } from "lucide-react";
import { PageLink } from "@/components/ui/page-link";
import { Panel } from "@/components/ui/panel";
import type { NextActionView } from "@/lib/wire/raxx/home";

/** What may be done next, each with its reason. */
export function NextActions({ actions }: { readonly actions: readonly NextActionView[] }) {
  return (
    <Panel title="What to look at next">
      {actions.length === 0 ? (
        <p className="px-4 py-3 text-muted">Nothing wants attention right now.</p>
      ) : (
        <ul>
          {actions.map(({ id, text, why, href }) => (
            <li key={id} className="border-t border-line first:border-t-0">
              <PageLink
                href={href}
                className="flex min-h-12 items-center gap-3 px-4 py-2 hover:bg-raised"
              >
                <span className="min-w-0 flex-1">
                  <span className="block font-semibold">{text}</span>
                  <span className="block text-[0.8125rem] text-muted">{why}</span>
                </span>
                <ChevronRight aria-hidden size={18} className="shrink-0 text-muted" />
              </PageLink>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

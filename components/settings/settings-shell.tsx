"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { PageFrame } from "@/components/frame/page-frame";
import { classNames } from "@/components/ui/class-names";
import { PageLink } from "@/components/ui/page-link";

const PAGES = [
  { href: "/settings/passkeys", label: "Passkeys" },
  { href: "/settings/sessions", label: "Sessions" },
  { href: "/settings/accounts", label: "Accounts" },
  { href: "/settings/keys", label: "API keys" },
  { href: "/settings/apps", label: "Apps" },
  { href: "/settings/market-data", label: "Market data" },
  { href: "/settings/security-log", label: "Security log" },
  { href: "/settings/privacy", label: "Privacy" },
  { href: "/settings/notifications", label: "Notifications" },
  { href: "/settings/appearance", label: "Appearance" },
  { href: "/settings/shortcuts", label: "Shortcuts" },
] as const;

/** On a phone the row of tabs is wider than the screen: the one that is open is in sight. */
function intoView(tab: HTMLElement | null): void {
  tab?.scrollIntoView({ inline: "center", block: "nearest" });
}

function SettingsTabs() {
  const here = usePathname();
  return (
    <nav aria-label="Settings" className="-mx-4 overflow-x-auto px-4">
      <ul className="flex gap-1 border-b border-line md:flex-wrap">
        {PAGES.map(({ href, label }) => (
          <li key={href}>
            <PageLink
              href={href}
              ref={here === href ? intoView : undefined}
              aria-current={here === href ? "page" : undefined}
              className={classNames(
                "-mb-px block border-b-2 px-3 py-2 whitespace-nowrap hover:text-ink",
                here === href
                  ? "border-sim font-semibold text-ink"
                  : "border-transparent text-muted",
              )}
            >
              {label}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Around every page of settings. */
export function SettingsShell({ children }: { readonly children: ReactNode }) {
  return (
    <PageFrame here="/settings/passkeys" width="text">
      <SettingsTabs />
      {children}
    </PageFrame>
  );
}

"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { Rail } from "@/components/desk/rail";
import { SimChip } from "@/components/desk/sim-chip";
import { BarFrame } from "@/components/desk/top-bar";
import { classNames } from "@/components/ui/class-names";

const PAGES = [
  { href: "/settings/passkeys", label: "Passkeys" },
  { href: "/settings/sessions", label: "Sessions" },
  { href: "/settings/keys", label: "API keys" },
  { href: "/settings/security-log", label: "Security log" },
  { href: "/settings/appearance", label: "Appearance" },
] as const;

function SettingsTabs() {
  const here = usePathname();
  return (
    <nav aria-label="Settings" className="-mx-4 overflow-x-auto px-4">
      <ul className="flex gap-1 border-b border-line">
        {PAGES.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={here === href ? "page" : undefined}
              className={classNames(
                "-mb-px block border-b-2 px-3 py-2 whitespace-nowrap hover:text-ink",
                here === href
                  ? "border-sim font-semibold text-ink"
                  : "border-transparent text-muted",
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Around every page of settings. */
export function SettingsShell({
  email,
  children,
}: {
  readonly email: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="flex min-h-dvh">
      <Rail here="/settings/passkeys" />
      <div className="flex min-w-0 flex-1 flex-col">
        <BarFrame email={email}>
          <Link href="/trade" className="font-semibold underline md:hidden">
            Trade
          </Link>
          <span className="font-semibold">Settings</span>
          <SimChip />
          <span className="ml-auto" />
        </BarFrame>
        <main className="mx-auto flex w-full max-w-3xl flex-col gap-5 px-4 py-5">
          <SettingsTabs />
          {children}
        </main>
      </div>
    </div>
  );
}

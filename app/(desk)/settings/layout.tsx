import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { SettingsShell } from "@/components/settings/settings-shell";
import { deskSession } from "@/lib/http/next/session";

export default async function SettingsLayout({ children }: { readonly children: ReactNode }) {
  const session = await deskSession();
  if (session === null) redirect("/");
  return <SettingsShell email={session.email}>{children}</SettingsShell>;
}

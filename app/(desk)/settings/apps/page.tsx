import type { Metadata } from "next";
import { AppsPage } from "@/components/apps/apps-page";
import { loadApps } from "@/lib/http/next/settings";

export const metadata: Metadata = { title: "Connected apps" };

export default async function Apps() {
  return <AppsPage apps={await loadApps()} />;
}

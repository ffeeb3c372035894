import type { Metadata } from "next";
import { SessionsPage } from "@/components/security/sessions-page";
import { loadSessions } from "@/lib/http/next/settings";

export const metadata: Metadata = { title: "Sessions" };

export default async function Sessions() {
  return <SessionsPage sessions={await loadSessions()} />;
}

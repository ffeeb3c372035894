import type { Metadata } from "next";
import { SecurityLog } from "@/components/security/security-log";
import { loadSecurityLog } from "@/lib/http/next/settings";

export const metadata: Metadata = { title: "Security log" };

export default async function Log() {
  return <SecurityLog events={await loadSecurityLog()} />;
}

import type { Metadata } from "next";
import { PasskeysPage } from "@/components/security/passkeys-page";
import { loadPasskeys } from "@/lib/http/next/settings";

export const metadata: Metadata = { title: "Passkeys" };

export default async function Passkeys() {
  const loaded = await loadPasskeys();
  return <PasskeysPage {...loaded} />;
}

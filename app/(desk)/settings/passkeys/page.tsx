import type { Metadata } from "next";
import { PasskeysPage } from "@/components/security/passkeys-page";
import { loadPasskeys } from "@/lib/http/next/settings";

export const metadata: Metadata = { title: "Passkeys" };

export default async function Passkeys() {
  const { passkeys, recovery } = await loadPasskeys();
  return <PasskeysPage passkeys={passkeys} recovery={recovery} />;
}

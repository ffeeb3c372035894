import type { Metadata } from "next";
import { KeysPage } from "@/components/keys/keys-page";
import { loadKeys } from "@/lib/http/next/settings";

export const metadata: Metadata = { title: "API keys" };

export default async function Keys() {
  return <KeysPage keys={await loadKeys()} />;
}

import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { KeysPage } from "@/components/keys/keys-page";
import { listApiKeys } from "@/lib/http/next/desk";
import { deskSession } from "@/lib/http/next/session";
import { createKeyAction, revokeKeyAction } from "./actions";

export const metadata: Metadata = { title: "API keys" };

export default async function Keys() {
  const session = await deskSession();
  if (session === null) redirect("/");
  const keys = await listApiKeys(session);
  return (
    <KeysPage
      email={session.email}
      keys={keys}
      actions={{ create: createKeyAction, revoke: revokeKeyAction }}
    />
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LinkPage } from "@/components/site/link-page";
import { isLinkPurpose } from "@/components/site/link-purpose";

export const metadata: Metadata = { title: "A link from a mail" };

interface LinkProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function MailedLink({ searchParams }: LinkProps) {
  const { for: purpose } = await searchParams;
  if (!isLinkPurpose(purpose)) notFound();
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-5 p-6">
      <LinkPage purpose={purpose} />
    </main>
  );
}

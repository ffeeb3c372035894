import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { Performance } from "@/components/journal/performance";
import { loadJournal } from "@/lib/http/next/desk";
import { deskSession } from "@/lib/http/next/session";

export const metadata: Metadata = { title: "Performance" };

interface PageProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function PerformancePage({ searchParams }: PageProps) {
  const session = await deskSession();
  if (session === null) redirect("/");
  const [{ epoch: wanted }, journal] = await Promise.all([searchParams, loadJournal(session)]);
  const running = journal.epochs[0];
  const epoch =
    wanted === undefined
      ? running
      : journal.epochs.find(({ epoch: number }) => String(number) === wanted);
  if (epoch === undefined) notFound();
  return <Performance journal={journal} epoch={epoch} />;
}

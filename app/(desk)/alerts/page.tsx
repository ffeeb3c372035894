import type { Metadata } from "next";
import { AlertsPage } from "@/components/notices/alerts-page";
import { loadAlerts, loadNotices } from "@/lib/http/next/notice-actions";
import { addAlertAction, removeAlertAction } from "../notice-actions";

export const metadata: Metadata = { title: "Alerts" };

interface PageProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Alerts({ searchParams }: PageProps) {
  const [{ symbol }, view, notices] = await Promise.all([
    searchParams,
    loadAlerts(),
    loadNotices(),
  ]);
  return (
    <AlertsPage
      view={view}
      notices={notices}
      symbol={typeof symbol === "string" ? symbol.slice(0, 24).toUpperCase() : ""}
      add={addAlertAction}
      remove={removeAlertAction}
    />
  );
}

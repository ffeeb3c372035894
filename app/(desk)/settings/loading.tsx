import { PageSkeleton } from "@/components/frame/page-skeleton";

export default function SettingsLoading() {
  return <PageSkeleton of="your settings" parts={["line", "panel", "panel"]} />;
}

import { PageFrame } from "@/components/frame/page-frame";
import { PageSkeleton } from "@/components/frame/page-skeleton";

export default function AlertsLoading() {
  return (
    <PageFrame here="/alerts" width="text">
      <PageSkeleton of="your alerts" parts={["line", "figures", "panel"]} />
    </PageFrame>
  );
}

import { PageFrame } from "@/components/frame/page-frame";
import { PageSkeleton } from "@/components/frame/page-skeleton";

export default function PerformanceLoading() {
  return (
    <PageFrame here="/performance" width="wide">
      <PageSkeleton of="your performance" parts={["line", "figures", "tall", "panel"]} />
    </PageFrame>
  );
}

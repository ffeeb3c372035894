import { PageFrame } from "@/components/frame/page-frame";
import { PageSkeleton } from "@/components/frame/page-skeleton";

export default function HomeLoading() {
  return (
    <PageFrame here="/home" width="wide">
      <PageSkeleton of="your home page" parts={["line", "figures", "panel", "panel"]} />
    </PageFrame>
  );
}

import { PageFrame } from "@/components/frame/page-frame";
import { PageSkeleton } from "@/components/frame/page-skeleton";

export default function OrdersLoading() {
  return (
    <PageFrame here="/orders" width="wide">
      <PageSkeleton of="your orders" parts={["line", "figures", "tall"]} />
    </PageFrame>
  );
}

import { DeskSkeleton } from "@/components/desk/desk-skeleton";

export default function TradeLoading() {
  return <DeskSkeleton />;
}

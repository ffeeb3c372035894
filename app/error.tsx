"use client";

import { ErrorScreen } from "@/components/site/error-screen";

export default function PageError(props: { readonly error: unknown; readonly retry: () => void }) {
  return <ErrorScreen {...props} />;
}

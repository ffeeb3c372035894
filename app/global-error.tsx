"use client";

import "@fontsource-variable/inter";
import "./globals.css";
import { ErrorScreen } from "@/components/site/error-screen";

export default function GlobalError(props: {
  readonly error: unknown;
  readonly retry: () => void;
}) {
  return (
    <html lang="en">
      <body className="font-sans antialiased">
        <title>[SIM] Something failed · Raxx</title>
        <ErrorScreen {...props} />
      </body>
    </html>
  );
}

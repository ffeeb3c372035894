import "@fontsource-variable/inter";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";

export const metadata: Metadata = {
  title: {
    default: "[SIM] Raxx: paper trading with fills you can check",
    template: "[SIM] %s · Raxx",
  },
  description:
    "Paper-trade US stocks and options. Every fill shows the quote and the rule behind it. Every number is simulated.",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f5f6f8" },
    { media: "(prefers-color-scheme: dark)", color: "#0b0f14" },
  ],
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  // Reading it makes every page dynamic, which a nonce of its own for each answer needs.
  const nonce = (await headers()).get("x-raxx-nonce") ?? undefined;
  return (
    // theme.js may set data-theme before React arrives.
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* Blocking on purpose: they are tiny, and the first paint and the first press need them. */}
        <script src="/theme.js" nonce={nonce} suppressHydrationWarning />
        <script src="/press.js" nonce={nonce} suppressHydrationWarning />
      </head>
      <body className="font-sans antialiased">{children}</body>
    </html>
  );
}

import type { MetadataRoute } from "next";

/** What a browser installs. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Raxx: simulated trading",
    short_name: "Raxx SIM",
    description: "Paper-trade US stocks and options. Every number is simulated.",
    start_url: "/home",
    display: "standalone",
    background_color: "#0b0f14",
    theme_color: "#0b0f14",
    icons: [
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icon-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}

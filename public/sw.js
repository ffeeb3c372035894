// Without a connection a page is answered by one that says so. Nothing else is kept: prices, orders and
// accounts are never shown from a cache.
const PAGE = "/offline.html";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open("offline-1").then((cache) => cache.add(PAGE)));
});

self.addEventListener("fetch", (event) => {
  if (event.request.mode !== "navigate") return;
  event.respondWith(fetch(event.request).catch(() => caches.match(PAGE)));
});

// Pages without a network: keeps our own static files, and pages that say of themselves that
// they hold nobody's data (X-Offline-Shell). Everything else is never kept.
"use strict";

const CACHE = "borderpost-2";

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) =>
    Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))),
  );
  event.waitUntil(old.then(() => self.clients.claim()));
});

// A page asks to be kept with what it needs: it was loaded before the worker was there.
self.addEventListener("message", (event) => {
  const asked = (event.data.keep ?? []).map((address) => new URL(address, self.location.origin));
  const ours = asked.filter((address) => address.origin === self.location.origin);
  event.waitUntil(Promise.allSettled(ours.map((address) => answer(new Request(address)))));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" || isStatic(address)) event.respondWith(answer(request));
});

// A marked file (?v=) never changes under its address: what was kept of it is the file.
async function answer(request) {
  const address = new URL(request.url);
  if (!isStatic(address) || !address.searchParams.has("v")) return fresh(request);
  const kept = await (await caches.open(CACHE)).match(request, { ignoreVary: true });
  return kept ?? fresh(request);
}

// The network first, so that nobody works with yesterday's page; what was kept when there is none.
async function fresh(request) {
  const cache = await caches.open(CACHE);
  try {
    const found = await fetch(request);
    if (mayKeep(request, found)) {
      await cache.delete(request, { ignoreSearch: isStatic(new URL(request.url)), ignoreVary: true });
      await cache.put(request, found.clone());
    }
    return found;
  } catch (error) {
    const ignoreSearch = isStatic(new URL(request.url)); // an older page names an older mark
    const kept = await cache.match(request, { ignoreVary: true, ignoreSearch });
    if (kept) return kept;
    throw error;
  }
}

function mayKeep(request, found) {
  if (found.status !== 200 || found.redirected) return false;
  return isStatic(new URL(request.url)) || found.headers.get("X-Offline-Shell") === "yes";
}

function isStatic(address) {
  return address.pathname.startsWith("/static/");
}

/**
 * Keeps the whole site for reading without a network.
 *
 * `python -m macros precache SITE` puts the list of files in the place of null. A site built without it gets a worker
 * that removes what an earlier one kept, and itself: so a list can be withdrawn, too.
 *
 * Every file is kept under its path and the hash of its content. A new version fetches only what has changed and waits
 * until the reader asks for it, or has closed the site; then what it does not list goes. What is not on the list
 * (downloads, other sites) never comes here.
 */
/** @type {null | {bytes: number, files: Record<string, string>}} paths below the scope, with the hash of the content */
const LIST = null;

const scope = self.registration.scope; // an origin may hold other sites: everything is named by the scope
const cacheName = `guide ${scope}`;
const keyOf = (path) => new URL(`${scope}${path}?${LIST.files[path]}`).href;

/** The path on the list that an address means, or undefined. */
function listed(address) {
  const url = new URL(address);
  const path = `${url.origin}${url.pathname}`;
  if (!LIST || !path.startsWith(scope)) return undefined;
  const name = path.slice(scope.length).replace(/(^|\/)index\.html$/, "$1");
  return Object.hasOwn(LIST.files, name) ? name : undefined;
}

async function keep() {
  const cache = await caches.open(cacheName);
  const kept = new Set((await cache.keys()).map((request) => request.url));
  const missing = Object.keys(LIST.files).filter((path) => !kept.has(keyOf(path)));
  await Promise.all(
    missing.map(async (path) => {
      const answer = await fetch(scope + path, { cache: "no-cache" });
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      // Anew, because a page that a server has redirected to may not answer a navigation.
      await cache.put(keyOf(path), new Response(answer.body, { headers: answer.headers }));
    }),
  );
}

/** Remove what this version does not list. */
async function tidy() {
  const cache = await caches.open(cacheName);
  const wanted = new Set(Object.keys(LIST.files).map(keyOf));
  await Promise.all((await cache.keys()).map((request) => wanted.has(request.url) || cache.delete(request)));
}

async function withdraw() {
  await caches.delete(cacheName);
  await self.registration.unregister();
}

async function answer(request, path) {
  const cache = await caches.open(cacheName);
  const kept = path === undefined ? undefined : await cache.match(keyOf(path));
  if (kept) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    const missing = request.mode === "navigate" && (await lost(request, cache));
    if (missing) return missing;
    throw error;
  }
}

/** Without a network: a folder's address without its slash leads there, and any other to the page that says so. */
async function lost(request, cache) {
  const url = new URL(request.url);
  url.pathname += "/";
  if (listed(url) !== undefined) return Response.redirect(url.href);
  const page = await cache.match(keyOf("404.html"));
  return page && new Response(page.body, { status: 404, headers: page.headers });
}

self.addEventListener("install", (event) => {
  if (LIST) event.waitUntil(keep());
  else self.skipWaiting();
});
self.addEventListener("activate", (event) => {
  event.waitUntil(LIST ? tidy().then(() => self.clients.claim()) : withdraw());
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (!LIST || request.method !== "GET" || !request.url.startsWith(scope)) return;
  const path = listed(request.url);
  if (path !== undefined || request.mode === "navigate") event.respondWith(answer(request, path));
});
self.addEventListener("message", (event) => {
  if (event.data === "show") self.skipWaiting();
  if (event.data === "size" && LIST) event.source.postMessage({ files: Object.keys(LIST.files).length, bytes: LIST.bytes });
});

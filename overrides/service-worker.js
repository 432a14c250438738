/**
 * Keeps pages for reading without a network: those that were read, or the whole site where the reader has asked for it.
 *
 * `python -m macros precache SITE` puts the list of files in the place of null. A site built without it gets a worker
 * that removes what an earlier one kept, and itself: so a list can be withdrawn, too.
 *
 * What was read is a help for a network that fails: everything comes from the network, and the last answer to each
 * address is kept for when none comes. So such a reader always has the newest version, and is not asked about it.
 *
 * The whole site is kept in one cache, and that the cache is there is the reader's choice. Every file is kept under its
 * path and the hash of its content. A new version fetches only what has changed and waits until the reader asks for it,
 * or has closed the site; then what it does not list goes. What is not on the list (downloads, other sites) never comes
 * here.
 */
/** @type {null | {bytes: number, files: Record<string, string>}} paths below the scope, with the first digits of SHA-256 */
const LIST = null;

const scope = self.registration.scope; // an origin may hold other sites: everything is named by the scope
const wholeName = `guide ${scope}`; // as it was called when every reader had it: who has it keeps it
const readName = `read ${scope}`;
const keyOf = (path) => new URL(`${scope}${path}?${LIST.files[path]}`).href;
const isWhole = () => caches.has(wholeName);

/** The path on the list that an address means, or undefined. */
function listed(address) {
  const url = new URL(address);
  const path = `${url.origin}${url.pathname}`;
  if (!LIST || !path.startsWith(scope)) return undefined;
  const name = path.slice(scope.length).replace(/(^|\/)index\.html$/, "$1");
  return Object.hasOwn(LIST.files, name) ? name : undefined;
}

async function fetched(path, cache = "no-cache") {
  const answer = await fetch(scope + path, { cache });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  // Anew, because a page that a server has redirected to may not answer a navigation.
  return new Response(answer.body, { headers: answer.headers });
}

/** A file as the list has it. While a site is being replaced, an older one may still come under the same address. */
async function listedFile(path) {
  const answer = await fetched(path);
  const content = await answer.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!hash.startsWith(LIST.files[path])) throw new Error(`${path}: not what is listed`);
  return new Response(content, { headers: answer.headers });
}

/** The files on the list that the cache of the whole site has not. */
async function missing(cache) {
  const kept = new Set((await cache.keys()).map((request) => request.url));
  return Object.keys(LIST.files).filter((path) => !kept.has(keyOf(path)));
}

/** Keep the whole site; `tell` hears after each file. What has arrived stays, if the rest does not and is tried again. */
async function keepWhole(tell = () => {}) {
  const cache = await caches.open(wholeName);
  const arriving = (await missing(cache)).map(async (path) => {
    await cache.put(keyOf(path), await listedFile(path));
    tell();
  });
  const lost = (await Promise.allSettled(arriving)).find(({ status }) => status === "rejected");
  if (lost) throw lost.reason;
  await caches.delete(readName);
}

/** Keep what was read before this worker was there (the browser has just got it), and the page that says what is missing. */
async function keepRead(addresses) {
  const cache = await caches.open(readName);
  const paths = new Set(addresses.map(listed).filter((path) => path !== undefined));
  await Promise.allSettled([...paths].map(async (path) => cache.put(scope + path, await fetched(path, "default"))));
}

/** Remove what this version does not list. */
async function tidy() {
  const whole = await isWhole();
  if (whole) await caches.delete(readName);
  const [name, key] = whole ? [wholeName, keyOf] : [readName, (path) => new URL(scope + path).href];
  const cache = await caches.open(name);
  const wanted = new Set(Object.keys(LIST.files).map(key));
  await Promise.all((await cache.keys()).map((request) => wanted.has(request.url) || cache.delete(request)));
}

async function withdraw() {
  await Promise.all([caches.delete(wholeName), caches.delete(readName)]);
  await self.registration.unregister();
}

/** From the kept site, or from the network; what was read, if that fails. */
async function answer(event, path) {
  const { request } = event;
  const whole = await isWhole();
  const kept = whole && path !== undefined && (await (await caches.open(wholeName)).match(keyOf(path)));
  if (kept) return kept;
  try {
    const came = await fetch(request);
    if (!whole && path !== undefined && came.status === 200) {
      const copy = came.clone();
      event.waitUntil(caches.open(readName).then((cache) => cache.put(scope + path, new Response(copy.body, { headers: copy.headers }))));
    }
    return came;
  } catch (error) {
    const old = path !== undefined && (await (await caches.open(readName)).match(scope + path));
    const instead = old || (request.mode === "navigate" && (await lost(request, whole)));
    if (instead) return instead;
    throw error;
  }
}

/**
 * Without a network: a folder's address without its slash leads there, and any other to the page that says what is missing
 * (404.html): a page that is not kept, or none at all.
 */
async function lost(request, whole) {
  const url = new URL(request.url);
  url.pathname += "/";
  if (listed(url) !== undefined) return Response.redirect(url.href);
  const page = await caches.match(whole ? keyOf("404.html") : `${scope}404.html`);
  if (!page) return undefined;
  const html = await page.text();
  const body = listed(request.url) === undefined ? html : html.replace(/ data-lost="(?:missing"|unkept" hidden(?:="")?)/g, turned);
  return new Response(body, { status: listed(request.url) === undefined ? 404 : 503, headers: page.headers });
}

/** Hidden what shows, and the other way round. */
const turned = (attributes) => (attributes.includes("hidden") ? ' data-lost="unkept"' : ' data-lost="missing" hidden');

/** What the page about downloads shows: files and bytes of the whole, and how many files of it are kept; 0 for none. */
async function state() {
  const files = Object.keys(LIST.files).length;
  const whole = await isWhole();
  return { files, bytes: LIST.bytes, whole, kept: whole ? files - (await missing(await caches.open(wholeName))).length : 0 };
}

const orders = {
  show: () => self.skipWaiting(),
  async state(tell) {
    tell(await state());
  },
  async keep(tell) {
    await caches.open(wholeName); // from here on it is chosen, whatever comes
    const shown = { ...(await state()), busy: true };
    tell(shown);
    const told = () => ++shown.kept % 10 || tell(shown);
    await keepWhole(told).catch(() => {}); // what is missing then is said
    tell(await state());
  },
  async drop(tell) {
    await caches.delete(wholeName);
    tell(await state());
  },
  read: (_, { addresses }) => isWhole().then((whole) => whole || keepRead([`${scope}404.html`, ...addresses])),
};

self.addEventListener("install", (event) => {
  if (!LIST) self.skipWaiting();
  // Who has only what was read is asked nothing: the pages come from the network, and are those of this version.
  else event.waitUntil(isWhole().then((whole) => (whole ? keepWhole() : self.skipWaiting())));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(LIST ? tidy().then(() => self.clients.claim()) : withdraw());
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (!LIST || request.method !== "GET" || !request.url.startsWith(scope)) return;
  const path = listed(request.url);
  if (path !== undefined || request.mode === "navigate") event.respondWith(answer(event, path));
});
self.addEventListener("message", (event) => {
  const { data, source } = event;
  const order = typeof data === "string" ? data : data.order;
  if ((LIST || order === "show") && Object.hasOwn(orders, order)) {
    event.waitUntil(orders[order]((told) => source.postMessage(told), data));
  }
});

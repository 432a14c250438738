/**
 * Has what was read kept for when there is no network, and the whole site where the reader asks for it; says when a newer
 * version of a kept site is ready. It never loads a page anew by itself.
 */
(() => {
  const workers = navigator.serviceWorker;
  const notice = document.querySelector(".update");
  const worker = new URL("../../service-worker.js", document.currentScript.src);
  // Without the place of the notice it is a copy that opens from disk.
  if (!workers || !notice) return;

  const isWhole = () => caches.has(`guide ${new URL("./", worker)}`);
  const readBefore = !workers.controller;
  let site; // the registration, once it is asked for

  function offer(waiting) {
    notice.replaceChildren(notice.firstElementChild, notice.firstElementChild.content.cloneNode(true));
    notice.onclick = ({ target }) => {
      if (target.value) {
        workers.oncontrollerchange = () => location.reload();
        if (waiting.state === "installed") waiting.postMessage("show");
        else location.reload(); // another tab has asked for it already
      }
      if (target.type) notice.lastElementChild.remove();
    };
  }

  /** Who has not the whole site is asked nothing: every page comes from the network anyway. */
  const announce = async (waiting) => workers.controller && (await isWhole()) && offer(waiting);

  async function register() {
    site = await workers.register(worker);
    if (site.waiting) announce(site.waiting);
    site.onupdatefound = () => {
      const found = site.installing;
      found.onstatechange = () => {
        if (found.state === "installed") announce(found);
      };
    };
    const { active } = await workers.ready;
    if (readBefore) {
      const files = performance.getEntriesByType("resource").map((entry) => entry.name);
      active.postMessage({ order: "read", addresses: [location.href, ...files] });
    }
  }

  /** On the page about downloads: the buttons, and what is kept. */
  async function mountChoice() {
    const place = document.querySelector("[data-kept]");
    if (!place) return;
    const order = async (name) => {
      await (site ?? register());
      (await workers.ready).active.postMessage(name);
    };
    place.onclick = ({ target }) => target.value && target.ariaDisabled !== "true" && order(target.value);
    if (site || !navigator.connection?.saveData) order("state");
    else place.hidden = false; // nothing is fetched unasked
  }

  workers.onmessage = ({ data: { files, bytes, whole, kept, busy } }) => {
    const place = document.querySelector("[data-kept]");
    if (!place) return;
    const size = `${files} files, ${(bytes / 1e6).toFixed(1)} MB`;
    const [keep, drop] = place.querySelectorAll("button");
    const all = kept === files;
    place.querySelector("[role=status]").textContent = busy
      ? `${kept} of ${files} files are kept …`
      : all
        ? `This browser keeps the whole guide: ${size}.`
        : whole
          ? `${kept} of ${files} files are kept; the others did not arrive.`
          : `The whole guide is ${size}.`;
    place.hidden = false;
    keep.setAttribute("aria-disabled", Boolean(busy)); // a button that is disabled would lose the focus
    const [shown, gone] = all ? [drop, keep] : [keep, drop];
    const focused = document.activeElement === gone;
    keep.hidden = all;
    drop.hidden = !whole || Boolean(busy);
    if (focused && gone.hidden) shown.focus();
  };

  function start() {
    if (!navigator.connection?.saveData) register().catch(() => {}); // without a worker the site works all the same
    mountChoice();
  }

  addEventListener("load", () => setTimeout(start, 1000));
})();

/** Has the site kept for reading offline, and says when a newer version is ready. It never loads a page anew by itself. */
(() => {
  const workers = navigator.serviceWorker;
  const notice = document.querySelector(".update");
  const worker = new URL("../../service-worker.js", document.currentScript.src);
  // Without the place of the notice it is a copy that opens from disk.
  if (!workers || !notice || navigator.connection?.saveData) return;

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

  function say() {
    if (document.querySelector("[data-kept]")) workers.controller?.postMessage("size");
  }

  workers.onmessage = ({ data }) => {
    const place = document.querySelector("[data-kept]");
    place.firstElementChild.textContent = `${data.files} files, ${(data.bytes / 1e6).toFixed(1)} MB`;
    place.hidden = false;
  };

  async function register() {
    const site = await workers.register(worker);
    if (workers.controller && site.waiting) offer(site.waiting);
    site.onupdatefound = () => {
      const found = site.installing;
      found.onstatechange = () => {
        if (found.state === "installed" && workers.controller) offer(found);
      };
    };
    await workers.ready;
    say();
    window.document$?.subscribe(say);
  }

  // Without a worker the site works all the same.
  addEventListener("load", () => setTimeout(() => register().catch(() => {}), 1000));
})();

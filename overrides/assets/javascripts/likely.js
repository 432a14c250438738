/** On the page for addresses that lead nowhere: the pages whose address or title is most like what was asked for, and a search. */
(() => {
  "use strict";

  const MOST = 5;
  const place = document.querySelector(".likely");
  const pages = [...document.querySelectorAll(".all-pages a")];
  const base = pages[0].pathname; // the first page of the guide is its home

  const words = (text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1 && !["html", "index", "md"].includes(word));

  /** How much of a word another one begins with, from 0 to 1. Less than four letters say nothing. */
  function alike(word, other) {
    if (word === other) return 1;
    let same = 0;
    while (same < word.length && word[same] === other[same]) same++;
    return same < 4 ? 0 : same / Math.max(word.length, other.length);
  }

  let path = location.pathname;
  try {
    path = decodeURIComponent(path);
  } catch {
    // Not an address that a browser would write: it is taken as it is.
  }
  const asked = words(path.startsWith(base) ? path.slice(base.length) : path);
  const likely = pages
    .map((link) => {
      const own = words(`${link.pathname.slice(base.length)} ${link.textContent}`);
      const score = asked.reduce((sum, word) => sum + Math.max(0, ...own.map((other) => alike(word, other))), 0);
      return { link, score, length: own.length };
    })
    .filter(({ score }) => score >= 0.5)
    .sort((one, other) => other.score - one.score || one.length - other.length);
  const best = likely.filter(({ score }) => score >= 0.75 * likely[0].score).slice(0, MOST);

  const item = (href, textContent) => {
    const row = document.createElement("li");
    row.append(Object.assign(document.createElement("a"), { href, textContent }));
    return row;
  };
  // Not for a page that is there and only not kept: it would be the likeliest.
  if (asked.length && !document.querySelector('[data-lost="missing"][hidden]')) {
    const search = new URL(base, location.href);
    search.searchParams.set("q", asked.join(" "));
    place.lastElementChild.append(...best.map(({ link }) => item(link.href, link.textContent)), item(search.href, `Search for “${asked.join(" ")}”`));
    place.hidden = false;
  }
})();

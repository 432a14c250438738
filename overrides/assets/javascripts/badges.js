/** Marks questions that are due or learned. */
(() => {
  function mount() {
    let cards;
    try {
      cards = JSON.parse(localStorage.getItem("guide.progress")).cards;
    } catch {}
    for (const element of document.querySelectorAll("details.question")) {
      const card = cards?.[element.dataset.question];
      const learned = card?.state === 2 && card.stability >= 21 && "learned";
      const mark = Date.parse(card?.due) <= Date.now() ? "due" : learned;
      if (!mark || card.suspended?.value) continue;
      element.firstElementChild.insertAdjacentHTML("beforeend", `<span class="chip ${mark}">${mark}</span>`);
    }
  }

  if (typeof document$ === "undefined") mount();
  else document$.subscribe(mount);
})();

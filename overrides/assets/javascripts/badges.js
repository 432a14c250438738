/** Marks questions that are due or learned, and says how many cards are due. */
(() => {
  function mount() {
    let cards;
    try {
      cards = JSON.parse(localStorage.getItem("guide.progress")).cards;
    } catch {}
    const due = (card) => !card.suspended?.value && card.reps && Date.parse(card.due) <= Date.now();
    const count = Object.values(cards ?? {}).filter(due).length;
    for (const place of document.querySelectorAll("[data-cards-due]")) {
      place.querySelector("strong").textContent = count === 1 ? "1 card is due." : `${count} cards are due.`;
      place.hidden = !count;
    }
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

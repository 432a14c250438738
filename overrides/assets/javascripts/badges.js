/** Marks questions that are due or learned. */
(() => {
  let cards;
  try {
    cards = JSON.parse(localStorage.getItem("guide.progress")).cards;
  } catch {}
  for (const element of cards ? document.querySelectorAll("details.question") : []) {
    const card = cards[element.dataset.question];
    const learned = card?.state === 2 && card.stability >= 21 && "learned";
    const mark = Date.parse(card?.due) <= Date.now() ? "due" : learned;
    if (!mark || card.suspended?.value) continue;
    element.firstElementChild.insertAdjacentHTML("beforeend", `<span class="chip ${mark}">${mark}</span>`);
  }
})();

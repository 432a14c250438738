/** Says how many cards of the practice app are due; without progress the place stays hidden. */
(() => {
  const place = document.querySelector("[data-cards-due]");
  let cards;
  try {
    cards = JSON.parse(localStorage.getItem("guide.progress")).cards;
  } catch {}
  const due = (card) => card?.reps && !card.suspended?.value && Date.parse(card.due) <= Date.now();
  const count = Object.values(cards ?? {}).filter(due).length;
  place.querySelector("strong").textContent = count === 1 ? "1 card is due." : `${count} cards are due.`;
  place.hidden = !count;
})();

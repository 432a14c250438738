/** Says how many cards of the practice app are due; without progress the place stays hidden. */
(() => {
  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {}
  };
  const place = document.querySelector("[data-cards-due]");
  // The app says which cards have no question any more: it never asks them.
  const archived = [read("guide.progress.archived")].flat();
  const due = ([id, card]) =>
    card?.reps && !card.suspended?.value && Date.parse(card.due) <= Date.now() && !archived.includes(id);
  const count = Object.entries(read("guide.progress")?.cards ?? {}).filter(due).length;
  place.querySelector("strong").textContent = count === 1 ? "1 card is due." : `${count} cards are due.`;
  place.hidden = !count;
})();

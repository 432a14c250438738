/** Opens the search, and loads it then. The header outlives its page, so this runs once. */
(() => {
  const opener = document.querySelector(".search-open");
  const dialog = document.querySelector("dialog.search");
  if (!dialog) return;
  const script = document.createElement("script");
  script.src = new URL(`${dialog.dataset.site}/assets/javascripts/search.js`, location.href);

  function open(event) {
    event.preventDefault();
    event.stopPropagation(); // the theme would show the page that the link leads to without a script
    dialog.showModal();
    if (!script.isConnected) document.head.append(script);
  }

  opener.role = "button";
  opener.ariaHasPopup = "dialog";
  opener.onclick = open;
  opener.onkeydown = (event) => {
    if (event.key === " ") open(event);
  };
  addEventListener("keydown", (event) => {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    if ("/sf".includes(key) && !ctrlKey && !metaKey && !altKey && !target.closest?.("input, select, textarea, dialog")) open(event);
  });
  const asked = new URL(location.href).searchParams.get("q");
  if (asked !== null) {
    dialog.querySelector("input").value = asked;
    opener.click();
  }
})();

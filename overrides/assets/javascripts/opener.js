/** Opens and closes the search. What answers is loaded when it is opened; if that fails, the next opening or Enter tries again. */
(() => {
  const opener = document.querySelector(".search-open");
  const dialog = document.querySelector("dialog.search");
  if (!dialog) return;
  const form = dialog.querySelector("form");
  const status = dialog.querySelector("[role=status]");
  let script;

  const say = (word) => {
    status.textContent = status.dataset[word];
  };

  function load() {
    if (script) return;
    script = document.createElement("script");
    script.src = new URL(`${dialog.dataset.site}/assets/javascripts/search.js`, location.href);
    form.oninput = () => say("busy");
    script.onload = () => {
      form.oninput = null;
    };
    script.onerror = () => {
      script.remove();
      script = form.oninput = null;
      say("failed");
    };
    document.head.append(script);
  }

  function open(event) {
    event.preventDefault();
    dialog.showModal();
    load();
  }

  opener.role = "button";
  opener.ariaHasPopup = "dialog";
  opener.onclick = open;
  opener.onkeydown = (event) => {
    if (event.key === " ") open(event);
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    load();
  };
  dialog.onclick = ({ target }) => {
    if (target === dialog || target.closest("button")) dialog.close();
  };
  addEventListener("keydown", (event) => {
    // A dialog that was just closed keeps the focus until the next frame; what has no width is typed into no more.
    const typing = event.target.closest?.("input, select, textarea, dialog")?.offsetWidth;
    if (!typing && "/sf".includes(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) open(event);
  });
  const asked = new URL(location.href).searchParams.get("q");
  if (asked !== null) {
    dialog.querySelector("input").value = asked;
    opener.click();
  }
})();

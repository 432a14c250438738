/**
 * Keys of one character that work wherever the focus is, ours and the theme's, can be switched off in the settings of the
 * practice app (web/src/shortcuts.ts). All of them are heard at the window, so they are stopped before they come there; keys
 * that need the focus are heard at the document. What names a key is hidden with it.
 */
(() => {
  const areOff = () => {
    try {
      return localStorage.getItem("guide.shortcuts") === "off";
    } catch {
      return false; // no storage, so no choice was kept
    }
  };

  function show() {
    for (const hint of document.querySelectorAll("[data-shortcut]")) hint.hidden = areOff();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key?.length === 1 && areOff()) event.stopPropagation();
  });
  addEventListener("guide.shortcuts", show);
  show();
})();

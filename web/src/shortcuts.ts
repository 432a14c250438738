/**
 * Keys of one character that work wherever the focus is. Who speaks to a computer, or slips, may switch them off (WCAG 2.2,
 * 2.1.4); overrides/assets/javascripts/shortcuts.js keeps to the same choice on every page.
 */
const KEY = "guide.shortcuts";

export function shortcutsOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true; // no storage, so no choice was kept
  }
}

/** Keep the choice. False: this browser keeps nothing. */
export function switchShortcuts(on: boolean): boolean {
  try {
    localStorage.setItem(KEY, on ? "on" : "off");
  } catch {
    return false;
  }
  dispatchEvent(new Event(KEY));
  return true;
}

/** What tells a screen reader the key of a control. */
export const shortcut = (key: string) => ({ "aria-keyshortcuts": shortcutsOn() && key });

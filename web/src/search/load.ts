/** Loads files of the index as classic scripts: pages on disk may load nothing else. */
import type { Load } from "./index.ts";

declare global {
  interface Window {
    /** What each file of the index calls. */
    guideSearch?: (name: string, data: unknown) => void;
  }
}

export function load(folder: URL): Load {
  const waiting = new Map<string, (data: unknown) => void>();
  window.guideSearch = (name, data) => waiting.get(name)?.(data);
  return (name, anew) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const url = new URL(name, folder);
      if (anew) url.search = String(Date.now());
      script.src = url.href;
      waiting.set(name, resolve);
      script.onload = script.onerror = () => {
        script.remove();
        waiting.delete(name);
        reject(new Error(`${name} could not be loaded`)); // nothing happens if its data has come
      };
      document.head.append(script);
    });
}

/** Loads data as classic scripts, each of which hands it over by a call: pages on disk may load nothing else. */

/** Gives the data of the file with that name; with `anew` not from a cache of the browser. */
export type Load = (name: string, anew?: boolean) => Promise<unknown>;

type Receive = (name: string, data: unknown) => void;

/** What files of the folder call is the property `receiver` of the window. */
export function loader(folder: URL, receiver: "guideSearch" | "guideAnswers"): Load {
  const waiting = new Map<string, (data: unknown) => void>();
  (window as unknown as Record<string, Receive>)[receiver] = (name, data) => waiting.get(name)?.(data);
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

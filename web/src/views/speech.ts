/** Let the browser ask aloud, with a voice of this machine: others would send the text to somebody. */
import { plain } from "../changes.ts";
import { button, type Child } from "./dom.ts";

const LANGUAGE = "en";

function voice(): SpeechSynthesisVoice | undefined {
  return speechSynthesis.getVoices().find(({ localService, lang }) => localService && lang.toLowerCase().startsWith(LANGUAGE));
}

export function silence(): void {
  if ("speechSynthesis" in window) speechSynthesis.cancel();
}

/** A button that reads the HTML texts aloud, one after the other; hidden as long as there is no such voice. */
export function hear(label: string, texts: readonly string[]): Child {
  if (!("speechSynthesis" in window) || !texts.length) return null;
  const say = () => {
    const speaker = voice();
    if (!speaker) return;
    silence();
    for (const text of texts) {
      const utterance = new SpeechSynthesisUtterance(plain(text));
      utterance.voice = speaker;
      utterance.lang = speaker.lang;
      speechSynthesis.speak(utterance);
    }
  };
  const found = button(label, say, { hidden: !voice() });
  // Browsers look for voices in their own time.
  speechSynthesis.addEventListener("voiceschanged", () => (found.hidden = !voice()), { once: true });
  return found;
}

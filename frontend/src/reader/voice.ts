// Reading aloud with a voice that lives on this device: never one that would send the paper's words anywhere.
import type { Sentence } from "./flow";

export type Language = "vi" | "en";

/** No browser lists its voices at once; those that list none within this time have none. */
const PATIENCE_MS = 2_000;
/** A listed voice may not be installed: one that has not begun by now is taken for such. */
const BEGIN_MS = 4_000;

const speech = () => (typeof window === "undefined" ? undefined : window.speechSynthesis);

/** The language a text is in, as far as choosing a voice goes: letters only Vietnamese has are many in any Vietnamese text. */
export function languageOf(text: string): Language {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const marked = text.match(/[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/giu)?.length ?? 0;
  return letters > 0 && marked / letters < 0.02 ? "en" : "vi";
}

/** The voice for a language: on this device, and of that language. */
export function chooseVoice(
  voices: readonly SpeechSynthesisVoice[],
  language: Language,
): SpeechSynthesisVoice | undefined {
  const own = voices.filter((voice) => voice.localService === true && speaks(voice, language));
  return own.find((voice) => voice.default) ?? own[0];
}

const speaks = (voice: SpeechSynthesisVoice, language: Language) =>
  voice.lang.toLowerCase().replace("_", "-").split("-")[0] === language;

export function voices(): Promise<readonly SpeechSynthesisVoice[]> {
  const synthesis = speech();
  if (!synthesis) return Promise.resolve([]);
  const listed = synthesis.getVoices();
  if (listed.length > 0) return Promise.resolve(listed);
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      synthesis.removeEventListener("voiceschanged", done);
      resolve(synthesis.getVoices());
    };
    const timer = setTimeout(done, PATIENCE_MS);
    synthesis.addEventListener("voiceschanged", done);
  });
}

export interface Telling {
  /** A sentence is being read. */
  at(index: number): void;
  /** Everything has been read. */
  end(): void;
  /** The voice does not speak, though it is listed. */
  silent(): void;
}

/** Reads sentence after sentence until done or stopped. */
export function tell(
  sentences: readonly Sentence[],
  voice: SpeechSynthesisVoice,
  telling: Telling,
): () => void {
  const synthesis = speech();
  let over = false;
  let begun = false;
  const stop = () => {
    over = true;
    clearTimeout(patience);
    synthesis?.cancel();
  };
  const fail = () => {
    if (over) return;
    stop();
    telling.silent();
  };
  const patience = setTimeout(() => !begun && fail(), BEGIN_MS);
  const speak = (index: number) => {
    if (over || !synthesis) return;
    const sentence = sentences[index];
    if (!sentence) {
      stop();
      telling.end();
      return;
    }
    const words = new SpeechSynthesisUtterance(sentence.text);
    words.voice = voice;
    // Chrome on Android takes the language, not the voice.
    words.lang = voice.lang.replace("_", "-");
    words.rate = 0.95;
    words.onstart = () => {
      begun = true;
      if (!over) telling.at(index);
    };
    words.onend = () => speak(index + 1);
    words.onerror = ({ error }) => {
      if (error === "interrupted" || error === "canceled") return;
      fail();
    };
    synthesis.speak(words);
  };
  synthesis?.cancel();
  speak(0);
  return stop;
}

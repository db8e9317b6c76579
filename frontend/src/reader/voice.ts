// Reading aloud with a voice that lives on this device: never one that would send the paper's words anywhere.
import type { Sentence } from "./flow";

export type Language = "vi" | "en";

/** Voices come after the page, with some engines seconds after it; what has not come within this time is not there. */
const PATIENCE_MS = 8_000;
/** Whoever asks again is not kept waiting as long. */
const AGAIN_MS = 1_000;
/** A listed voice may not be installed, and an engine may die: one that has not begun a sentence by now does not speak. */
const BEGIN_MS = 4_000;
/** Nor does one that takes this long over a sentence; the slowest there are take half of it. */
const sentenceMs = (text: string) => 5_000 + 200 * text.length;

const speech = () => (typeof window === "undefined" ? undefined : window.speechSynthesis);

/** The language a text is in, as far as choosing a voice goes: letters only Vietnamese has are many in any Vietnamese text. */
export function languageOf(text: string): Language {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const marked = text.match(/[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/giu)?.length ?? 0;
  return letters > 0 && marked / letters < 0.02 ? "en" : "vi";
}

/** The voice for a language: on this device, and of that language; one of a region's accent only where there is no other. */
export function chooseVoice(
  voices: readonly SpeechSynthesisVoice[],
  language: Language,
): SpeechSynthesisVoice | undefined {
  const own = voices.filter((voice) => voice.localService === true && partsOf(voice)[0] === language);
  const plain = own.filter((voice) => partsOf(voice).length <= 2);
  const among = plain.length > 0 ? plain : own;
  return among.find((voice) => voice.default) ?? among[0];
}

const partsOf = (voice: SpeechSynthesisVoice) => voice.lang.toLowerCase().replaceAll("_", "-").split("-");

let asked: number | undefined;

/** Has the browser look for its voices, so that they are there once somebody wants to hear one. */
export function callVoices(): void {
  asked ??= performance.now();
  speech()?.getVoices();
}

let unlocked = false;

/**
 * Quiets whoever speaks. To be called within the touch that asks for the voice, before anything is waited for: Safari on iPads
 * drops, without a word, what a page says outside of a touch, until it has said something within one.
 */
export function takeVoice(): void {
  const synthesis = speech();
  if (synthesis?.speaking || synthesis?.pending) synthesis.cancel();
  // Only there: Chromium on Linux never speaks again after words that are none.
  if (unlocked || !("standalone" in navigator)) return;
  unlocked = true;
  synthesis?.speak(new SpeechSynthesisUtterance(""));
}

/** The voice for a language, as soon as it is listed. */
export function findVoice(language: Language): Promise<SpeechSynthesisVoice | undefined> {
  callVoices();
  const synthesis = speech();
  if (!synthesis) return Promise.resolve(undefined);
  const look = () => chooseVoice(synthesis.getVoices(), language);
  const there = look();
  if (there) return Promise.resolve(there);
  const left = Math.max(AGAIN_MS, (asked ?? 0) + PATIENCE_MS - performance.now());
  return new Promise((resolve) => {
    const done = (voice: SpeechSynthesisVoice | undefined) => {
      clearTimeout(timer);
      synthesis.removeEventListener("voiceschanged", again);
      resolve(voice);
    };
    const again = () => {
      const voice = look();
      if (voice) done(voice);
    };
    const timer = setTimeout(() => done(look()), left);
    synthesis.addEventListener("voiceschanged", again);
  });
}

export interface Listener {
  /** A sentence is being read. */
  at(index: number): void;
  /** Everything has been read. */
  end(): void;
  /** It rests: asked to, or because something else of this device took the voice. */
  paused(): void;
  /** The voice does not speak, though it is listed. */
  silent(): void;
}

export interface Telling {
  pause(): void;
  /** Goes on with the sentence it rests at, from its beginning. */
  resume(): void;
  stop(): void;
}

/** Reads sentence after sentence until done or stopped, with the voice taken before. */
export function tell(
  sentences: readonly Sentence[],
  voice: SpeechSynthesisVoice,
  listener: Listener,
): Telling {
  const synthesis = speech();
  let index = 0;
  // What an utterance given up before still reports is of no account.
  let current: SpeechSynthesisUtterance | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;
  const rest = () => {
    current = undefined;
    clearTimeout(patience);
    // Browsers' own pause is none: Android's stops for good, and no engine can be relied on to go on.
    synthesis?.cancel();
  };
  const wait = (ms: number) => {
    clearTimeout(patience);
    patience = setTimeout(() => {
      rest();
      listener.silent();
    }, ms);
  };
  const speak = () => {
    const sentence = sentences[index];
    if (!synthesis || !sentence) {
      rest();
      listener.end();
      return;
    }
    const words = new SpeechSynthesisUtterance(sentence.text);
    current = words;
    words.voice = voice;
    // Chrome on Android takes the language, not the voice.
    words.lang = voice.lang.replaceAll("_", "-");
    words.rate = 0.95;
    words.onstart = () => {
      if (current !== words) return;
      wait(sentenceMs(sentence.text));
      listener.at(index);
    };
    words.onend = () => {
      if (current !== words) return;
      index += 1;
      speak();
    };
    words.onerror = ({ error }) => {
      if (current !== words) return;
      rest();
      if (error === "interrupted" || error === "canceled") listener.paused();
      else listener.silent();
    };
    wait(BEGIN_MS);
    synthesis.speak(words);
  };
  speak();
  return {
    pause() {
      rest();
      listener.paused();
    },
    resume() {
      if (!current) speak();
    },
    stop: rest,
  };
}

// Voices that can read Vietnamese on this device itself. One that speaks over the network would carry papers out of the house.
import { chooseVoice } from "../reader/voice";

const listeners = new Set<() => void>();
let watching = false;

export function localVoice(): SpeechSynthesisVoice | undefined {
  if (!("speechSynthesis" in window)) return undefined;
  return chooseVoice(window.speechSynthesis.getVoices(), "vi");
}

/** Voices come some time after the page. */
export function onVoices(listener: () => void): () => void {
  if (!watching && "speechSynthesis" in window) {
    watching = true;
    window.speechSynthesis.addEventListener("voiceschanged", () => {
      for (const one of listeners) one();
    });
  }
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function speak(words: string): void {
  const voice = localVoice();
  if (!voice) return;
  const said = new SpeechSynthesisUtterance(words);
  said.voice = voice;
  said.lang = voice.lang;
  window.speechSynthesis.cancel();
  window.speechSynthesis.speak(said);
}

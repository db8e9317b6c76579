// Proves that a voice which would send the paper's words out of the building is never chosen, and that one which falls silent is noticed.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { chooseVoice, findVoice, languageOf, tell } from "./voice";

const voice = (name: string, lang: string, localService: boolean, preferred = false) =>
  ({ name, lang, localService, default: preferred, voiceURI: name }) as SpeechSynthesisVoice;

describe("the voice", () => {
  const online = voice("HoaiMy Online", "vi-VN", false, true);
  const local = voice("Linh", "vi-VN", true);

  it("is one of this device, however good the other is", () => {
    expect(chooseVoice([online, local], "vi")).toBe(local);
    expect(chooseVoice([online], "vi")).toBeUndefined();
    expect(chooseVoice([voice("?", "vi-VN", undefined as never)], "vi")).toBeUndefined();
  });

  it("is of the language, however the device writes it", () => {
    expect(chooseVoice([voice("en", "en-US", true)], "vi")).toBeUndefined();
    expect(chooseVoice([voice("vi", "vi_VN", true)], "vi")?.name).toBe("vi");
    expect(chooseVoice([voice("a", "en-US", true), voice("b", "en-GB", true, true)], "en")?.name).toBe("b");
  });
});

/** A browser's speech, moved by hand. */
class Synthesis extends EventTarget {
  listed: SpeechSynthesisVoice[] = [];
  said: SpeechSynthesisUtterance[] = [];
  getVoices = () => this.listed;
  speak = (words: SpeechSynthesisUtterance) => void this.said.push(words);
  cancel = vi.fn();
  begin() {
    this.said.at(-1)?.onstart?.({} as SpeechSynthesisEvent);
  }
  end() {
    this.said.at(-1)?.onend?.({} as SpeechSynthesisEvent);
  }
}

describe("telling", () => {
  const northern = voice("Vietnamese (Northern)", "vi", true);
  const central = voice("Vietnamese (Central)", "vi-VN-X-CENTRAL", true);
  const sentences = ["Một.", "Hai.", "Ba."].map((text) => ({ text, rectangles: [] }));
  const listener = { at: vi.fn(), end: vi.fn(), paused: vi.fn(), silent: vi.fn() };
  let synthesis: Synthesis;
  beforeEach(() => {
    vi.useFakeTimers();
    synthesis = new Synthesis();
    vi.stubGlobal("window", { speechSynthesis: synthesis });
    vi.stubGlobal(
      "SpeechSynthesisUtterance",
      class Utterance {
        constructor(readonly text: string) {}
      },
    );
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.clearAllMocks();
  });

  it("waits for voices that come late, and takes no accent where there is a plain one", async () => {
    const found = findVoice("vi");
    synthesis.listed = [voice("online", "vi-VN", false)];
    synthesis.dispatchEvent(new Event("voiceschanged"));
    await vi.advanceTimersByTimeAsync(4_500);
    synthesis.listed = [central, northern];
    synthesis.dispatchEvent(new Event("voiceschanged"));
    expect(await found).toBe(northern);
    expect(chooseVoice([central], "vi")).toBe(central);
  });

  it("gives up waiting where none comes", async () => {
    const found = findVoice("vi");
    await vi.advanceTimersByTimeAsync(8_000);
    expect(await found).toBeUndefined();
  });

  it("rests at a sentence and goes on with it, whatever the given up one still reports", () => {
    const telling = tell(sentences, northern, listener);
    synthesis.begin();
    synthesis.end();
    synthesis.begin();
    expect(listener.at).toHaveBeenLastCalledWith(1);
    const old = synthesis.said.at(-1);
    telling.pause();
    old?.onerror?.({ error: "interrupted" } as SpeechSynthesisErrorEvent);
    old?.onend?.({} as SpeechSynthesisEvent);
    expect(listener.paused).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(60_000);
    telling.resume();
    expect(synthesis.said.map(({ text }) => text)).toEqual(["Một.", "Hai.", "Hai."]);
    synthesis.begin();
    synthesis.end();
    synthesis.begin();
    synthesis.end();
    expect(listener.end).toHaveBeenCalledOnce();
    expect(listener.silent).not.toHaveBeenCalled();
  });

  it("rests where something else of the device took the voice", () => {
    tell(sentences, northern, listener);
    synthesis.begin();
    synthesis.said.at(-1)?.onerror?.({ error: "interrupted" } as SpeechSynthesisErrorEvent);
    expect(listener.paused).toHaveBeenCalledOnce();
  });

  it("notices a voice that dies between two sentences, and one that dies within one", () => {
    const telling = tell(sentences, northern, listener);
    synthesis.begin();
    synthesis.end();
    vi.advanceTimersByTime(4_000);
    expect(listener.silent).toHaveBeenCalledOnce();
    telling.resume();
    synthesis.begin();
    vi.advanceTimersByTime(12_000);
    expect(listener.silent).toHaveBeenCalledTimes(2);
    expect(synthesis.said.map(({ text }) => text)).toEqual(["Một.", "Hai.", "Hai."]);
  });
});

describe("the language of a text", () => {
  it.each([
    ["Điều chỉnh giảm tổng mức vốn đã được giao", "vi"],
    ["The Committee approved the report of the third session.", "en"],
    ["1.284,6", "vi"],
  ] as const)("%s is %s", (text, language) => expect(languageOf(text)).toBe(language));
});

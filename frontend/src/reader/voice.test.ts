// Proves that a voice which would send the paper's words out of the building is never chosen.
import { describe, expect, it } from "vitest";
import { chooseVoice, languageOf } from "./voice";

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

describe("the language of a text", () => {
  it.each([
    ["Điều chỉnh giảm tổng mức vốn đã được giao", "vi"],
    ["The Committee approved the report of the third session.", "en"],
    ["1.284,6", "vi"],
  ] as const)("%s is %s", (text, language) => expect(languageOf(text)).toBe(language));
});

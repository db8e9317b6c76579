// Reading a page, or what is selected on it, with a voice of this device; the sentence being read is marked on the page.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { flow, type Sentence, sentencesOf } from "../../reader/flow";
import type { Marks } from "../../reader/marks";
import { callVoices, findVoice, languageOf, type Telling, takeVoice, tell } from "../../reader/voice";
import { type PageText, pageQuery } from "./pagesApi";

/**
 * `paused`: it rests at a sentence · `noVoice`: the device has no Vietnamese voice of its own · `noVoiceEn`: no English one · `silent`: it has one that does
 * not speak · `empty`: the page has no words · `failed`: the words did not come.
 */
export type AloudStage =
  | "starting"
  | "reading"
  | "paused"
  | "done"
  | "noVoice"
  | "noVoiceEn"
  | "silent"
  | "empty"
  | "failed";

export interface Aloud {
  /** Without a page it is what is selected that is read. */
  state?: { stage: AloudStage; page?: number };
  /** What is selected, or else this page. */
  read(page: number): void;
  pause(): void;
  /** Goes on at the sentence it rests at, or at which the voice fell silent. */
  resume(): void;
  stop(): void;
}

export function useAloud(
  paper: { meeting: string; id: string; hash: string },
  marks: Marks,
  reveal: (page: number, down: number) => void,
): Aloud {
  const { meeting, id, hash } = paper;
  const client = useQueryClient();
  const [state, setState] = useState<Aloud["state"]>();
  const running = useRef<() => void>(undefined);
  const telling = useRef<Telling>(undefined);
  const stop = useCallback(() => {
    running.current?.();
    telling.current?.stop();
    telling.current = undefined;
    marks.speak();
    setState(undefined);
  }, [marks]);
  // Nothing goes on speaking once the paper is closed.
  useEffect(() => stop, [stop]);
  useEffect(callVoices, []);

  const begin = async (page: number) => {
    stop();
    takeVoice();
    let wanted = true;
    running.current = () => {
      wanted = false;
    };
    const chosen = selected();
    const told = (stage: AloudStage) => wanted && setState({ stage, page: chosen ? undefined : page });
    told("starting");
    const text = chosen
      ? undefined
      : await client.fetchQuery(pageQuery(meeting, id, hash, page)).catch(() => null);
    if (!wanted) return;
    if (text === null) return told("failed");
    const sentences = text ? ofPage(text) : ofSelection(chosen);
    if (sentences.length === 0) return told("empty");
    const language = languageOf(sentences.map((sentence) => sentence.text).join(" "));
    const voice = await findVoice(language);
    if (!wanted) return;
    if (!voice) return told(language === "vi" ? "noVoice" : "noVoiceEn");
    telling.current = tell(sentences, voice, {
      at(index) {
        told("reading");
        const rectangles = sentences[index]?.rectangles ?? [];
        if (!text || rectangles.length === 0) return;
        marks.speak({ page, rectangles });
        reveal(page, (rectangles[0]?.[1] ?? 0) / (text.height || 1));
      },
      end() {
        marks.speak();
        told("done");
      },
      // The sentence it rests at stays marked.
      paused: () => told("paused"),
      silent() {
        marks.speak();
        told("silent");
      },
    });
  };
  const pause = () => telling.current?.pause();
  const resume = () => {
    setState((now) => now && { ...now, stage: "reading" });
    telling.current?.resume();
  };
  return { state, stop, pause, resume, read: (page) => void begin(page) };
}

const ofPage = ({ words, text }: PageText): Sentence[] =>
  words.length > 0 ? sentencesOf(flow(words)) : ofSelection(text);

function selected(): string {
  const selection = window.getSelection();
  const within = selection?.anchorNode?.parentElement?.closest("main");
  return within ? (selection?.toString().trim() ?? "") : "";
}

/** Words without places: sentence by sentence all the same, since voices tire of long ones. */
const ofSelection = (text: string): Sentence[] =>
  (text.replace(/\s+/gu, " ").match(/.{1,220}?(?:[.!?…;](?=\s|$)|$)|.{1,220}(?:\s|$)/gu) ?? [])
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => ({ text: part, rectangles: [] }));

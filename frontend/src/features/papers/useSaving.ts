// A file the server makes, from the touch that wants it to the file: how far it is, a way to stop it, and what went wrong.
import { useEffect, useRef, useState } from "react";
import { share } from "./bytes";
import { type Saving, saveFile } from "./saveFile";

interface Words {
  save: string;
  making: string;
  loading: (share: string) => string;
}

/** `before` may send what the server should know first; what it answers is told beside the button. */
export function useSaving(address: string, words: Words, before?: () => Promise<string | undefined>) {
  const [saving, setSaving] = useState<Saving>();
  const [told, setTold] = useState<string>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const save = async () => {
    const controller = new AbortController();
    running.current = controller;
    setTold(undefined);
    setSaving({ loaded: 0, total: 0 });
    try {
      setTold(await before?.());
      await saveFile(address, setSaving, controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) setTold((error as Error).message);
    }
    setSaving(undefined);
  };
  const label = () => {
    if (!saving) return words.save;
    return saving.total === 0 ? words.making : words.loading(share(saving.loaded, saving.total));
  };
  return {
    busy: saving !== undefined,
    label: label(),
    told,
    save: () => void save(),
    stop: () => running.current?.abort(),
  };
}

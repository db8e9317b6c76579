// Brings the live picture to React: one channel per meeting, read by any screen below.
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { keepPicture } from "../vault/picture";
import type { Door, MeetingView } from "./frame";
import { openPicture, type Picture, type PictureState } from "./picture";

const PictureContext = createContext<Picture | undefined>(undefined);

/** Opens the channel while it is on screen. */
export function LiveMeeting({
  meeting,
  door,
  children,
}: {
  meeting: string;
  door: Door;
  children: ReactNode;
}) {
  const [picture, setPicture] = useState<Picture>();
  useEffect(() => {
    const opened = openPicture(meeting, door);
    setPicture(opened);
    // Only a seat in the room keeps anything.
    const stopKeeping = door === "room" ? keepPicture(meeting, opened) : undefined;
    return () => {
      stopKeeping?.();
      opened.close();
    };
  }, [meeting, door]);
  // Until the effect has run there is nothing to read, and nothing to draw: it lasts one frame.
  return picture && <PictureContext value={picture}>{children}</PictureContext>;
}

export function usePictureStore(): Picture {
  const picture = useContext(PictureContext);
  if (!picture) throw new Error("usePicture outside LiveMeeting");
  return picture;
}

/** The whole state: connection, notices, clock offset, and the view once it is there. */
export function usePicture(): PictureState {
  const picture = usePictureStore();
  return useSyncExternalStore(picture.subscribe, picture.getSnapshot);
}

/** A part of the view; drawn again only when that very part changes (untouched branches keep their identity). */
export function useView<T>(select: (view: MeetingView) => T): T {
  const picture = usePictureStore();
  return useSyncExternalStore(picture.subscribe, () => {
    const { view } = picture.getSnapshot();
    if (!view) throw new Error("useView before the first snapshot");
    return select(view);
  });
}

/** The number of the page whoever carries out this lead shows now. */
export function useLedPage(number: number | undefined): number | undefined {
  const picture = usePictureStore();
  return useSyncExternalStore(picture.onLed, () => {
    const led = picture.led();
    return led && led.number === number ? led.page : undefined;
  });
}

/** The server's time in milliseconds, anew each second, for clocks. */
export function useServerNow(): number {
  const picture = usePictureStore();
  const [now, setNow] = useState(() => Date.now() + picture.getSnapshot().offset);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now() + picture.getSnapshot().offset), 1_000);
    return () => clearInterval(timer);
  }, [picture]);
  return now;
}

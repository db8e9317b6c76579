// Ties leading and following to the reading engine: what the leader's reader shows goes out, what comes in is shown.
import { useRouter } from "@tanstack/react-router";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { MeetingView, Mine } from "../../live/frame";
import { usePictureStore } from "../../live/live.react";
import { openTeller, type Teller } from "../../live/teller";
import type { Layers } from "../../reader/layers";
import type { Position, Viewer } from "../../reader/viewer";
import { paperAddress, roomAddress } from "../reader/RoomLink";
import { setFollowing, useFollowing } from "./following";
import { type Lead, leadOf } from "./lead";
import { pointerLayer, pointingLayer } from "./pointer";

export interface ReaderSeams {
  view: MeetingView;
  mine: Mine;
  /** The paper on screen. */
  id: string;
  /** Whether its newest version is on screen: of another, pages may lie elsewhere. */
  newest: boolean;
  shown: boolean;
  position?: Position;
  scroller: RefObject<HTMLElement | null>;
  viewer: RefObject<Viewer | undefined>;
  layers: Layers;
  moves: Set<() => void>;
  /** "Đ/c … đang chỉ" */
  pointsOut(lead: Lead): string;
}

export interface ReaderLead {
  lead?: Lead;
  /** This tablet leads this paper. */
  leading: boolean;
  /** This tablet goes where the leader goes. */
  following: boolean;
  pointing: boolean;
  setPointing(on: boolean): void;
  /** Who leads is being asked. Kept here: the tool that asks moves when the tablet is turned. */
  choosing: boolean;
  setChoosing(on: boolean): void;
  follow(): void;
  free(): void;
}

export function useReaderLead(seams: ReaderSeams): ReaderLead {
  const { view, mine, id, newest, shown, position, scroller, viewer, layers, moves } = seams;
  const meeting = view.meeting_id;
  const router = useRouter();
  const picture = usePictureStore();
  const { follows, leads, claims } = useFollowing(meeting);
  const [pointing, setPointing] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const lead = leadOf(view, mine);
  const number = lead?.number;
  const isLed = lead?.paper === id && newest;
  const leading = lead?.mine === true && leads === number && isLed;
  const following = follows && lead !== undefined && !lead.mine;
  const teller = useRef<Teller>(undefined);

  useEffect(() => {
    if (lead?.mine && claims === lead.paper) setFollowing(meeting, { leads: lead.number, claims: undefined });
  }, [meeting, lead?.mine, lead?.paper, lead?.number, claims]);

  const elsewhere = following && lead.paper !== undefined && lead.paper !== id ? lead.paper : undefined;
  useEffect(() => {
    if (elsewhere) router.history.replace(paperAddress(meeting, elsewhere));
  }, [router, meeting, elsewhere]);

  // Whoever follows goes on with the meeting; everybody else is offered it (Strip).
  const { current } = view.agenda;
  const seen = useRef(current);
  useEffect(() => {
    if (seen.current === current) return;
    seen.current = current;
    if (!follows || lead?.paper) return;
    setFollowing(meeting, { onTheWay: true });
    router.history.push(roomAddress(meeting));
  }, [router, meeting, current, follows, lead?.paper]);

  // Any movement of one's own hand breaks free, also while nobody leads.
  useEffect(() => {
    if (!follows) return;
    const free = () => setFollowing(meeting, { follows: false });
    moves.add(free);
    return () => void moves.delete(free);
  }, [meeting, follows, moves]);

  useEffect(() => {
    if (!following || !isLed || !shown) return;
    let last = "";
    const show = () => {
      const led = picture.led();
      const box = scroller.current;
      if (!led || led.number !== number || !box) return;
      const { page, x, y, width, height } = led;
      const next = [page, x, y, width, height, box.clientWidth, box.clientHeight].join();
      if (next !== last) viewer.current?.show({ page, x, y, width, height });
      last = next;
    };
    show();
    const stop = picture.onLed(show);
    window.addEventListener("resize", show);
    return () => {
      stop();
      window.removeEventListener("resize", show);
    };
  }, [picture, number, following, isLed, shown, viewer, scroller]);

  useEffect(() => {
    const box = scroller.current;
    if (!leading || !shown || number === undefined || !box) return;
    const opened = openTeller(number, picture.say);
    const see = () => viewer.current && opened.see(viewer.current.sight());
    teller.current = opened;
    see();
    box.addEventListener("scroll", see, { passive: true });
    window.addEventListener("resize", see);
    return () => {
      teller.current = undefined;
      opened.close();
      setPointing(false);
      box.removeEventListener("scroll", see);
      window.removeEventListener("resize", see);
    };
  }, [picture, number, leading, shown, viewer, scroller]);
  // Not every change of the page's size scrolls.
  // biome-ignore lint/correctness/useExhaustiveDependencies: told at each new position
  useEffect(() => {
    if (viewer.current) teller.current?.see(viewer.current.sight());
  }, [position, viewer]);

  const name = lead && seams.pointsOut(lead);
  useEffect(() => {
    if (!isLed || leading || number === undefined || !name) return;
    return layers.add(pointerLayer(picture, number, name));
  }, [layers, picture, isLed, leading, number, name]);
  useEffect(() => {
    if (!pointing) return;
    return layers.add(pointingLayer((point) => teller.current?.point(point)));
  }, [layers, pointing]);

  return {
    lead,
    leading,
    following,
    pointing,
    setPointing,
    choosing,
    setChoosing,
    follow: () => setFollowing(meeting, { follows: true }),
    free: () => setFollowing(meeting, { follows: false }),
  };
}

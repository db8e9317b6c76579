// One meeting seen from a seat in the room: one live channel for all its pages.
import { Outlet, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { LiveMeeting, usePicture } from "../../live/live.react";
import { prepare } from "../../reader/document";
import { AskedDialog } from "../asked/AskedDialog";
import { useAwake } from "../comfort/useComfort";
import { running } from "../meeting/situation";
import { VisitProvider } from "./visit.react";

/** In session, the tablet stays lit on every page of the meeting. */
function Awake() {
  const { view } = usePicture();
  useAwake(view !== undefined && running(view));
  return null;
}

const SETTLED_MS = 1_500;

/** Once the page stands, the reader comes up behind it: the first paper opens as quickly as the next. */
function useReaderAtHand() {
  useEffect(() => {
    const timer = setTimeout(() => {
      if (!navigator.onLine) return;
      prepare();
      // Where it does not come now, whoever opens a paper is told.
      import("../reader/Reader").catch(() => {});
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, []);
}

export function RoomMeeting() {
  const { meetingId } = useParams({ from: "/room/meetings/$meetingId" });
  useReaderAtHand();
  return (
    <LiveMeeting key={meetingId} meeting={meetingId} door="room">
      <Awake />
      <VisitProvider>
        <Outlet />
        <AskedDialog meeting={meetingId} />
      </VisitProvider>
    </LiveMeeting>
  );
}
